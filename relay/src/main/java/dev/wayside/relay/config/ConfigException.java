package dev.wayside.relay.config;

/** A fault in a configuration. The message names the file, the place and the remedy. */
public final class ConfigException extends Exception {

    /** @param message the fault, its place and the remedy */
    public ConfigException(String message) {
        super(message);
    }

    /** An exception with its cause. */
    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
