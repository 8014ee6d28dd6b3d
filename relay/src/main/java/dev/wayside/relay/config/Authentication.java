package dev.wayside.relay.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the relays prove who they are: a pre-shared key, or mutual TLS, which also encrypts. Exactly one of the two is
 * needed.
 *
 * @param keyFile a file with the pre-shared key, 32 bytes or more; none if absent
 * @param acceptedKeyFiles more keys that the cloud accepts, while keys change; an edge refuses this setting
 * @param tls certificates of mutual TLS; none if absent
 */
public record Authentication(Optional<Path> keyFile, List<Path> acceptedKeyFiles, Optional<Tls> tls) {

    /**
     * Certificates and key, PEM.
     *
     * @param certificate a file with this relay's certificate
     * @param key a file with the key of the certificate
     * @param trusted a file with the certificate that signs the peer's
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
