package dev.wayside.relay.path;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;

import io.netty.handler.ssl.NotSslRecordException;
import org.jspecify.annotations.Nullable;

/** The reason why a handshake with the cloud relay failed, and the remedy, for the operator of an edge. */
final class HandshakeFault {

    private HandshakeFault() {}

    static String closed(@Nullable SocketAddress cloud) {
        return name(cloud)
                + " closed the connection during the handshake: have both relays the same key, or certificates"
                + " that the other trusts, and authentication.tls both or neither? The cloud relay's log says why";
    }

    static String of(@Nullable SocketAddress cloud, Throwable cause) {
        if (cause instanceof IOException && !(cause instanceof SSLException)) {
            return closed(cloud);
        }
        if (cause instanceof NotSslRecordException) {
            return name(cloud) + " answers without TLS: set authentication.tls on both relays or on neither; or is a"
                    + " captive portal or another service there?";
        }
        if (cause instanceof SSLException) {
            return "TLS with " + name(cloud) + " failed: " + tlsRemedy(cause);
        }
        return name(cloud) + " " + cause.getMessage();
    }

    private static String tlsRemedy(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateNotYetValidException || cause instanceof CertificateExpiredException) {
                return "its certificate is not valid at this machine's time (" + cause.getMessage()
                        + "): check the clock (date), or renew the certificate";
            }
        }
        String message = String.valueOf(failure.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("received fatal alert")) {
            return message + ": the cloud relay does not accept this edge's certificate; does its"
                    + " authentication.tls.trusted hold who signed it, and is it valid at the time there?";
        }
        if (lower.contains("path building") || lower.contains("unable to find valid certification path")) {
            return "its certificate is not trusted: authentication.tls.trusted must hold who signed it";
        }
        return message;
    }

    /** An address as it is configured, without the slash that Java prints. */
    static String name(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet && !inet.isUnresolved()
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : String.valueOf(address);
    }
}
