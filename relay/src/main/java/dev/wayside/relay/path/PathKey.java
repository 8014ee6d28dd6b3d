package dev.wayside.relay.path;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.wayside.relay.config.ConfigException;

/**
 * The pre-shared key and its proofs: HMAC-SHA256 over both sides' nonces and messages and the name of the side, so that
 * no proof can be replayed or reflected.
 */
final class PathKey {

    /** Chosen: the output of the hash. */
    static final int NONCE_BYTES = 32;
    /** The output of HMAC-SHA256. */
    static final int PROOF_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    /** RFC 2104, section 3: at least the output of the hash. */
    private static final int MIN_KEY_BYTES = 32;
    /** Chosen: a larger file is not a key, and would cost a running relay its memory. */
    private static final int MAX_KEY_BYTES = 65_536;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private PathKey(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    static PathKey read(Path file) throws IOException, ConfigException {
        if (Files.isDirectory(file)) {
            throw new ConfigException("authentication.keyFile " + file + ": is a folder; name the file in it");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_KEY_BYTES + 1);
        }
        if (bytes.length > MAX_KEY_BYTES) {
            throw new ConfigException(file + ": more than " + MAX_KEY_BYTES + " bytes, too many for a key");
        }
        if (bytes.length < MIN_KEY_BYTES) {
            throw new ConfigException(file + ": a key of " + bytes.length + " bytes; at least " + MIN_KEY_BYTES
                    + " are needed (head -c 48 /dev/urandom | base64 > " + file + ")");
        }
        return new PathKey(bytes);
    }

    /** A number that distinguishes keys without revealing them. */
    String fingerprint() {
        return HexFormat.of().formatHex(proof("fingerprint", new byte[0], new byte[0]));
    }

    /** The key under mutual TLS, where the certificates prove the peer. */
    static PathKey provedByTls() {
        return new PathKey("proved by certificates".getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    byte[] proof(String side, byte[] edgeHello, byte[] cloudHello) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(side.getBytes(StandardCharsets.US_ASCII));
            mac.update(edgeHello);
            mac.update(cloudHello);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    boolean proves(byte[] proof, String side, byte[] edgeHello, byte[] cloudHello) {
        return MessageDigest.isEqual(proof, proof(side, edgeHello, cloudHello));
    }
}
