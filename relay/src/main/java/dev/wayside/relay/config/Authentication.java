package dev.wayside.relay.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the relays prove who they are: a pre-shared key, or mutual TLS, which also keeps others from reading.
 *
 * @param keyFile holds the pre-shared key, at least 32 bytes
 * @param tls certificates
 */
public record Authentication(Optional<Path> keyFile, Optional<Tls> tls) {

    /**
     * Certificates and key, PEM.
     *
     * @param certificate this relay's
     * @param key of the certificate
     * @param trusted who signs the peer's
     */
    public record Tls(Path certificate, Path key, Path trusted) {

        /** Nothing may be absent. */
        public Tls {
            Absent.required(certificate, "certificate");
            Absent.required(key, "key");
            Absent.required(trusted, "trusted");
        }
    }

    /** Exactly one of the two is needed. */
    public Authentication {
        if (keyFile.isPresent() == tls.isPresent()) {
            throw new IllegalArgumentException("'authentication' needs either 'keyFile' or 'tls'");
        }
    }
}
