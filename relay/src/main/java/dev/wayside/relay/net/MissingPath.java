package dev.wayside.relay.net;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.util.HashSet;
import java.util.Set;

import dev.wayside.relay.config.Uplink;
import io.netty.channel.ConnectTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator why there is no path over an uplink to the cloud: each cause once, until a path has stood. */
final class MissingPath {

    private static final Logger LOG = LoggerFactory.getLogger(MissingPath.class);

    private final Uplink uplink;
    private final String cloud;
    private final Set<String> told = new HashSet<>();

    MissingPath(Uplink uplink, InetSocketAddress cloud) {
        this.uplink = uplink;
        this.cloud = cloud.getAddress().getHostAddress() + ":" + cloud.getPort();
    }

    void because(String cause) {
        if (told.add(cause)) {
            LOG.atWarn()
                    .addKeyValue("device", uplink.device())
                    .addKeyValue("carrier", uplink.carrier())
                    .log("no path over {} ({}) to {}: {}", uplink.device(), uplink.carrier(), cloud, cause);
        }
    }

    /** A path stands: what comes after is news. */
    void ends() {
        told.clear();
    }

    /** Why nobody could be connected to, and what can be done. */
    String causeOf(Throwable failure) {
        if (failure instanceof ConnectTimeoutException) {
            return cloud
                    + " does not answer: is the carrier's network there, and the port open in the cloud's firewall?";
        }
        if (failure instanceof NoRouteToHostException) {
            return "no route to " + cloud + ": has " + uplink.device() + " an address and a gateway (ip route)?";
        }
        if (failure instanceof ClosedChannelException) {
            return "interface " + uplink.device() + " cannot be bound to: it is gone, or CAP_NET_RAW is missing";
        }
        if (failure instanceof ConnectException
                && String.valueOf(failure.getMessage()).contains("refused")) {
            return "nothing listens at " + cloud + ": does the cloud relay run, and is that its 'listen' address?";
        }
        return "cannot be connected to: " + failure.getMessage();
    }
}
