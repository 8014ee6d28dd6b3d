package dev.wayside.relay.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The authentication of the relays: a pre-shared key, or mutual TLS, which also encrypts.
 *
 * @param keyFile the file of the pre-shared key, at least 32 bytes
 * @param acceptedKeyFiles other keys that a cloud accepts while keys are exchanged
 * @param tls certificates
 */
public record Authentication(Optional<Path> keyFile, List<Path> acceptedKeyFiles, Optional<Tls> tls) {

    /**
     * Certificates and key, PEM.
     *
     * @param certificate this relay's certificate
     * @param key the key of the certificate
     * @param trusted certificates of those who sign the peer's
     */
    public record Tls(Path certificate, Path key, Path trusted) {

        /** Checks that all three are set. */
        public Tls {
            Absent.required(certificate, "certificate");
            Absent.required(key, "key");
            Absent.required(trusted, "trusted");
        }
    }

    /** Checks that exactly one of {@code keyFile} and {@code tls} is set. */
    public Authentication {
        acceptedKeyFiles = Absent.orEmpty(acceptedKeyFiles, "acceptedKeyFiles");
        if (keyFile.isPresent() == tls.isPresent()) {
            throw new IllegalArgumentException("'authentication' needs either 'keyFile' or 'tls'");
        }
        if (tls.isPresent() && !acceptedKeyFiles.isEmpty()) {
            throw new IllegalArgumentException("'acceptedKeyFiles' belongs to 'keyFile', not to 'tls'");
        }
    }

    /** An authentication with one key, or with certificates. */
    public Authentication(Optional<Path> keyFile, Optional<Tls> tls) {
        this(keyFile, List.of(), tls);
    }
}
