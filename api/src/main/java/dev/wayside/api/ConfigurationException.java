package dev.wayside.api;

/**
 * The program was configured in a way that it will not run with. The message says what is wrong, where, and the remedy.
 */
final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }
}
