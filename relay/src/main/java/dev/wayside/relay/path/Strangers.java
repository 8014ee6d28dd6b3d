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
 * Connections that have not yet proved that they have the key. Their number is bounded, per address and in total. Above
 * it, a new one replaces the oldest: an edge completes its handshake in two round trips, so idle connections do not
 * keep it out.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures through the channel.
final class Strangers {

    /** Chosen: bounds memory at a few MB; real edges hold a place for two round trips. */
    private static final int MAX_CONNECTIONS = 512;
    /** Chosen: many edges may share the address of a carrier's NAT. */
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
        } else if (all.size() >= MAX_CONNECTIONS) {
            displace(all.keySet().iterator().next(), "more than " + MAX_CONNECTIONS + " connections without proof");
        }
        all.put(channel, address);
        byAddress.computeIfAbsent(address, key -> new ArrayDeque<>()).add(channel);
        channel.closeFuture().addListener(closed -> forget(channel));
    }

    /** Forgets a connection that has proved itself or closed. */
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
        refusals.log(oldest.remoteAddress(), why);
        forget(oldest);
        oldest.close();
    }
}
