package dev.wayside.api.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;

import org.eclipse.jetty.io.SelectorManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The limit of the connections of one client address: one more is closed as it is accepted. Other clients find places
 * then. Thread-safe.
 */
final class ConnectionsPerAddress implements SelectorManager.AcceptListener {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionsPerAddress.class);

    private final int max;
    private final Map<InetAddress, Integer> open = new HashMap<>();
    private final Map<SelectableChannel, InetAddress> addresses = new HashMap<>();

    ConnectionsPerAddress(int max) {
        this.max = max;
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        try {
            if (!enter((SocketChannel) channel)) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("a client left while it was accepted", e);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        leave(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        leave(channel);
    }

    private synchronized boolean enter(SocketChannel channel) throws IOException {
        if (!(channel.getRemoteAddress() instanceof InetSocketAddress remote)) {
            return true;
        }
        InetAddress address = remote.getAddress();
        if (open.getOrDefault(address, 0) >= max) {
            return false;
        }
        open.merge(address, 1, Integer::sum);
        addresses.put(channel, address);
        return true;
    }

    private synchronized void leave(SelectableChannel channel) {
        InetAddress address = addresses.remove(channel);
        if (address != null && open.merge(address, -1, Integer::sum) == 0) {
            open.remove(address);
        }
    }
}
