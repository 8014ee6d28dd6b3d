package dev.wayside.relay.path;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

import io.netty.channel.Channel;

/**
 * Connections that have not proved yet that they have the key. They are bounded, per address and in all; whoever is one
 * too many takes the place of the oldest, which has had its time: an edge is done within two round trips, so that those
 * who only wait do not keep it out.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel.
final class Strangers {

    private static final int MOST = 512;
    private static final int MAX_PER_ADDRESS = 64;

    private final Refusals refusals;
    private final Map<Channel, InetAddress> all = new LinkedHashMap<>();
    private final Map<InetAddress, Queue<Channel>> byAddress = new HashMap<>();

    Strangers(Refusals refusals) {
        this.refusals = refusals;
    }

    void admit(Channel channel) {
        InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        Queue<Channel> neighbours = byAddress.getOrDefault(address, new ArrayDeque<>());
        if (neighbours.size() >= MAX_PER_ADDRESS) {
            displace(
                    neighbours.element(), "more than " + MAX_PER_ADDRESS + " connections of its address without proof");
        } else if (all.size() >= MOST) {
            displace(all.keySet().iterator().next(), "more than " + MOST + " connections without proof");
        }
        all.put(channel, address);
        byAddress.computeIfAbsent(address, key -> new ArrayDeque<>()).add(channel);
        channel.closeFuture().addListener(closed -> forget(channel));
    }

    /** It is known now, or gone. */
    void forget(Channel channel) {
        InetAddress address = all.remove(channel);
        if (address != null) {
            byAddress.computeIfPresent(address, (key, neighbours) -> {
                neighbours.remove(channel);
                return neighbours.isEmpty() ? null : neighbours;
            });
        }
    }

    private void displace(Channel oldest, String why) {
        refusals.tell(oldest.remoteAddress(), why);
        forget(oldest);
        oldest.close();
    }
}
