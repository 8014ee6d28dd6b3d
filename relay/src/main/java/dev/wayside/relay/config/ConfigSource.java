package dev.wayside.relay.config;

import java.io.IOException;

/** A configuration that can be read again; each reading checks all of it. */
@FunctionalInterface
public interface ConfigSource<C> {

    /**
     * Reads it as it is now.
     *
     * @throws ConfigException if it cannot be used
     * @throws IOException if it cannot be read
     */
    C read() throws ConfigException, IOException;
}
