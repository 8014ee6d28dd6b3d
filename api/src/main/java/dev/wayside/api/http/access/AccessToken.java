package dev.wayside.api.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A bearer token as the service knows it: by its hash. The tokens themselves are 256 random bits, so that a plain hash
 * keeps them as well as a slow one would.
 *
 * @param name whose it is, for logs and limits; up to 64 letters, digits, dots, hyphens and underscores
 * @param scopes what it may be used for
 * @param sha256 SHA-256 of the token's text, 64 hexadecimal digits
 */
public record AccessToken(String name, Set<Scope> scopes, String sha256) {

    private static final String PREFIX = "wayside_";
    /** Chosen: 256 bits, as many as the hash has. */
    private static final int RANDOM_BYTES = 32;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if the name or the hash is none, or there is no scope */
    public AccessToken {
        sha256 = sha256.toLowerCase(Locale.ROOT);
        scopes = Set.copyOf(scopes);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a token's name has up to 64 letters, digits, dots, hyphens and underscores, not '" + name + "'");
        }
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("the sha256 of token " + name + " is not 64 hexadecimal digits");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("token " + name + " has no scope; give it query, ingest or admin");
        }
    }

    /** A new token, to be handed to a client and then forgotten. */
    public static String generate(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The hash that is kept of a token. */
    public static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
