package dev.wayside.relay.config;

import java.io.IOException;

/** A configuration that can be read again. Each reading checks all of it. */
@FunctionalInterface
public interface ConfigSource<C> {

    /**
     * Reads the present configuration.
     *
     * @throws ConfigException if it is not valid
     * @throws IOException if it cannot be read
     */
    C read() throws ConfigException, IOException;
}
