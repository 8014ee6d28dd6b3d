package dev.wayside.relay.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The history database, and what it is asked about.
 *
 * @param url of the service, as {@code http://127.0.0.1:8080}
 * @param token sent as a bearer token, if any
 * @param report whether what was measured is sent back
 * @param replay a canonical log to take the signal from, instead of modems; starts with the relay
 */
public record History(URI url, Optional<String> token, Optional<Boolean> report, Optional<Path> replay) {

    /** Fills in what is absent. */
    public History {
        Absent.required(url, "url");
    }
}
