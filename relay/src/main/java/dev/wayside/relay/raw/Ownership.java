package dev.wayside.relay.raw;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

import dev.wayside.relay.path.PathAcceptor;

/**
 * The edges that flows, or datagrams, came from. Servers see clients' own addresses, so they cannot tell two edges
 * apart that use the same ones: the edge that came first keeps what it has until it was silent for a time.
 *
 * @param <K> what is owned
 */
final class Ownership<K> {

    private final int maxKeys;
    private final ToLongFunction<K> silenceNanos;
    /** The one used longest ago comes first. */
    private final Map<K, Owned> owners = new LinkedHashMap<>(16, 0.75f, true);

    private record Owned(CloudPeer peer, long usedNanos) {}

    /**
     * Makes an empty one.
     *
     * @param maxKeys how many are known at once; the one used longest ago is forgotten first
     * @param silenceNanos how long an owner may be silent before another may have the key
     */
    Ownership(int maxKeys, ToLongFunction<K> silenceNanos) {
        this.maxKeys = maxKeys;
        this.silenceNanos = silenceNanos;
    }

    /** Gives a key to an edge; if another keeps it, that one. */
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

    /** The owner of a key, which uses it now. */
    Optional<CloudPeer> use(K key, long nowNanos) {
        return Optional.ofNullable(owners.computeIfPresent(key, (used, owned) -> new Owned(owned.peer(), nowNanos)))
                .map(Owned::peer);
    }

    /** Forgets what edges without a path have not used for a time. */
    void forgetGone(long nowNanos) {
        owners.values()
                .removeIf(owned ->
                        !owned.peer().session().hasPaths() && nowNanos - owned.usedNanos() > PathAcceptor.FORGET_NANOS);
    }
}
