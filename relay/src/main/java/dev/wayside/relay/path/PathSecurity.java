package dev.wayside.relay.path;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

import dev.wayside.relay.config.Authentication;
import dev.wayside.relay.config.ConfigException;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;

/**
 * The protection of a path: by the key alone, or under TLS with certificates on both sides.
 *
 * @param acceptedKeys with which a peer may prove itself; the first is this side's own
 * @param tls for encryption, if configured
 * @param fingerprint of keys or certificates
 */
public record PathSecurity(List<PathKey> acceptedKeys, Optional<SslContext> tls, String fingerprint) {

    public static PathSecurity edge(Authentication authentication) throws IOException, ConfigException {
        return of(authentication, false);
    }

    public static PathSecurity cloud(Authentication authentication) throws IOException, ConfigException {
        return of(authentication, true);
    }

    PathKey key() {
        return acceptedKeys.get(0);
    }

    void protect(Channel channel) {
        tls.ifPresent(context -> channel.pipeline().addFirst(context.newHandler(channel.alloc())));
    }

    private static PathSecurity of(Authentication authentication, boolean isCloud) throws IOException, ConfigException {
        return authentication.keyFile().isPresent()
                ? byKey(authentication.keyFile().get(), authentication.acceptedKeyFiles())
                : byTls(authentication.tls().orElseThrow(), isCloud);
    }

    private static PathSecurity byKey(Path own, List<Path> accepted) throws IOException, ConfigException {
        List<PathKey> keys = new ArrayList<>(List.of(PathKey.read(own)));
        for (Path file : accepted) {
            keys.add(PathKey.read(file));
        }
        String fingerprint = keys.stream().map(PathKey::fingerprint).collect(Collectors.joining());
        return new PathSecurity(List.copyOf(keys), Optional.empty(), fingerprint);
    }

    private static PathSecurity byTls(Authentication.Tls tls, boolean isCloud) throws IOException, ConfigException {
        String fingerprint = fingerprint(tls);
        try {
            SslContextBuilder builder = isCloud
                    ? SslContextBuilder.forServer(
                                    tls.certificate().toFile(), tls.key().toFile())
                            .clientAuth(ClientAuth.REQUIRE)
                    : SslContextBuilder.forClient()
                            .keyManager(tls.certificate().toFile(), tls.key().toFile())
                            // The peer is known by who signed its certificate: it has addresses, not a name.
                            .endpointIdentificationAlgorithm(null);
            builder.trustManager(tls.trusted().toFile()).protocols("TLSv1.3");
            return new PathSecurity(List.of(PathKey.provedByTls()), Optional.of(builder.build()), fingerprint);
        } catch (SSLException | IllegalArgumentException e) {
            throw new ConfigException(
                    "authentication.tls: " + e.getMessage() + "; PEM files are needed, the key as PKCS #8");
        }
    }

    /** Also names a file that cannot be read, which TLS does not. */
    private static String fingerprint(Authentication.Tls tls) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : List.of(tls.certificate(), tls.key(), tls.trusted())) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
