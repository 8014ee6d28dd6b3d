package dev.wayside.relay.path;

import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.HashSet;
import java.util.Set;

import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.loop.ConnectFailure;
import io.netty.channel.ConnectTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reason why there is no path over an uplink to the cloud; the log has each cause once, until a path was open. */
final class MissingPath {

    private static final Logger LOG = LoggerFactory.getLogger(MissingPath.class);

    /** Chosen: causes quote bytes of unknown peers, so there may be many. */
    private static final int MAX_LOGGED = 20;

    private final Uplink uplink;
    private final HostPort cloud;
    private final Set<String> logged = new HashSet<>();
    private String cause = "";
    private String note = "";

    MissingPath(Uplink uplink, HostPort cloud) {
        this.uplink = uplink;
        this.cloud = cloud;
    }

    void because(String why) {
        cause = why;
        warn("no path", why);
    }

    /** Notes a problem of paths that can be opened. */
    void note(String what) {
        note = what;
        warn("path", what);
    }

    /** The problem for the status: the reason why there is no path, or else the note about it. */
    String problem() {
        return cause.isEmpty() ? note : cause;
    }

    private void warn(String what, String why) {
        if (logged.size() < MAX_LOGGED && logged.add(why)) {
            LOG.atWarn()
                    .addKeyValue("device", uplink.device())
                    .addKeyValue("carrier", uplink.carrier())
                    .log("{} over {} ({}) to {}: {}", what, uplink.device(), uplink.carrier(), cloud, why);
        }
    }

    /** Forgets the cause, as a path is open; later causes are logged again. */
    void pathOpened() {
        cause = "";
        logged.clear();
        if (!note.isEmpty()) {
            logged.add(note);
        }
    }

    /**
     * True if the interface has an address. Without one the kernel sends from another interface's, and no answer comes.
     */
    private boolean hasAddress() {
        try {
            // Java finds no interface that has no address.
            NetworkInterface device = NetworkInterface.getByName(uplink.device());
            return device != null
                    && device.getInterfaceAddresses().stream()
                            .anyMatch(address -> !address.getAddress().isLinkLocalAddress());
        } catch (SocketException e) {
            LOG.debug("cannot read the addresses of {}", uplink.device(), e);
            return true;
        }
    }

    /** The cause of a failed connect, and the remedy. */
    String causeOf(InetSocketAddress address, Throwable failure) {
        String cloud = HandshakeFault.name(address);
        if (!hasAddress()
                && (failure instanceof ConnectTimeoutException || failure instanceof NoRouteToHostException)) {
            return "interface " + uplink.device()
                    + " has no address: has the carrier given it one (ip addr, DHCP, mmcli)?";
        }
        if (failure instanceof ConnectTimeoutException) {
            return cloud
                    + " does not answer: is the carrier's network there, and the port open in the cloud's firewall?";
        }
        if (failure instanceof NoRouteToHostException) {
            return "no route to " + cloud + ": has " + uplink.device() + " an address and a gateway (ip route)?";
        }
        if (failure instanceof ClosedChannelException) {
            return "interface " + uplink.device() + " cannot be bound to: it is missing, or CAP_NET_RAW is missing";
        }
        if (ConnectFailure.isRefused(failure)) {
            return "nothing listens at " + cloud + ": does the cloud relay run, and is that its 'listen' address?";
        }
        return cloud + " cannot be connected to: " + failure.getMessage();
    }
}
