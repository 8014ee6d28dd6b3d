package dev.wayside.relay.net;

import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLException;

import dev.wayside.relay.config.Authentication;
import dev.wayside.relay.config.ConfigException;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;

/**
 * How a path is protected: by the key alone, or under TLS with certificates on both sides.
 *
 * @param key proves both sides
 * @param tls encrypts, if configured
 */
record PathSecurity(PathKey key, Optional<SslContext> tls) {

    static PathSecurity edge(Authentication authentication) throws IOException, ConfigException {
        return of(authentication, false);
    }

    static PathSecurity cloud(Authentication authentication) throws IOException, ConfigException {
        return of(authentication, true);
    }

    void protect(Channel channel) {
        tls.ifPresent(context -> channel.pipeline().addFirst(context.newHandler(channel.alloc())));
    }

    private static PathSecurity of(Authentication authentication, boolean isCloud) throws IOException, ConfigException {
        if (authentication.keyFile().isPresent()) {
            return new PathSecurity(PathKey.read(authentication.keyFile().get()), Optional.empty());
        }
        Authentication.Tls tls = authentication.tls().orElseThrow();
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
            return new PathSecurity(PathKey.provedByTls(), Optional.of(builder.build()));
        } catch (SSLException | IllegalArgumentException e) {
            throw new ConfigException(
                    "authentication.tls: " + e.getMessage() + "; PEM files are needed, the key as PKCS #8");
        }
    }
}
