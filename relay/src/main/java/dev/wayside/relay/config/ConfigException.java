package dev.wayside.relay.config;

/** A configuration cannot be used: names the file, the place and the remedy. */
public final class ConfigException extends Exception {

    /** @param message what is wrong, where, and what to do */
    public ConfigException(String message) {
        super(message);
    }

    /** With what caused it. */
    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
