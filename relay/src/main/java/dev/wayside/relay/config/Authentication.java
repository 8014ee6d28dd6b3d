package dev.wayside.relay.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the relays prove who they are: a pre-shared key, or mutual TLS, which also keeps others from reading.
 *
 * @param keyFile holds the pre-shared key, at least 32 bytes
 * @param acceptedKeyFiles keys that a cloud accepts next to it, while keys change
 * @param tls certificates
 */
public record Authentication(Optional<Path> keyFile, List<Path> acceptedKeyFiles, Optional<Tls> tls) {

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
        acceptedKeyFiles = Absent.orEmpty(acceptedKeyFiles, "acceptedKeyFiles");
        if (keyFile.isPresent() == tls.isPresent()) {
            throw new IllegalArgumentException("'authentication' needs either 'keyFile' or 'tls'");
        }
        if (tls.isPresent() && !acceptedKeyFiles.isEmpty()) {
            throw new IllegalArgumentException("'acceptedKeyFiles' belongs to 'keyFile', not to 'tls'");
        }
    }

    /** With one key, or with certificates. */
    public Authentication(Optional<Path> keyFile, Optional<Tls> tls) {
        this(keyFile, List.of(), tls);
    }
}
