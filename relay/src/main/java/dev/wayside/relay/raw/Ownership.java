package dev.wayside.relay.raw;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

import dev.wayside.relay.path.PathAcceptor;

/**
 * The owners of flows or datagrams: the edges they came from. Servers see clients' own addresses, so they cannot tell
 * apart two edges that use the same ones. The first edge keeps a key until it was silent for a time.
 *
 * @param <K> the key that an edge owns
 */
final class Ownership<K> {

    private final int maxKeys;
    private final ToLongFunction<K> silenceNanos;
    /** The one used longest ago comes first. */
    private final Map<K, Owned> owners = new LinkedHashMap<>(16, 0.75f, true);

    private record Owned(CloudPeer peer, long usedNanos) {}

    /**
     * Starts empty.
     *
     * @param maxKeys of the map; above it the key used longest ago is forgotten
     * @param silenceNanos time for which an owner may be silent before another gets the key
     */
    Ownership(int maxKeys, ToLongFunction<K> silenceNanos) {
        this.maxKeys = maxKeys;
        this.silenceNanos = silenceNanos;
    }

    /** Gives a key to an edge; returns its owner, which is another edge if that one keeps it. */
    CloudPeer claim(K key, CloudPeer peer, long nowNanos) {
        Owned owned = owners.get(key);
        if (owned != null && isKept(key, owned, peer, nowNanos)) {
            return owned.peer();
        }
        owners.put(key, new Owned(peer, nowNanos));
        if (owners.size() > maxKeys) {
            owners.remove(owners.keySet().iterator().next());
        }
        return peer;
    }

    private boolean isKept(K key, Owned owned, CloudPeer newcomer, long nowNanos) {
        return !owned.peer().equals(newcomer)
                && nowNanos - owned.usedNanos() <= silenceNanos.applyAsLong(key)
                && !newcomer.succeeds(owned.peer());
    }

    /** Notes that the owner of a key uses it now; empty if there is none. */
    Optional<CloudPeer> use(K key, long nowNanos) {
        return Optional.ofNullable(owners.computeIfPresent(key, (used, owned) -> new Owned(owned.peer(), nowNanos)))
                .map(Owned::peer);
    }

    /** Forgets keys of edges that have had no path for a time. */
    void forgetPathless(long nowNanos) {
        owners.values()
                .removeIf(owned ->
                        !owned.peer().session().hasPaths() && nowNanos - owned.usedNanos() > PathAcceptor.FORGET_NANOS);
    }
}
