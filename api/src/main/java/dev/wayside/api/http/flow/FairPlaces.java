package dev.wayside.api.http.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Places of which no owner may hold all: with one owner present, half of them, with two a third each, and so on. What
 * is left is for those who are not there yet. Thread-safe.
 */
public final class FairPlaces {

    /** The result of an attempt to enter. */
    public enum Entry {
        ENTERED,
        /** The owner holds its share already. */
        SHARE_EXCEEDED,
        /** All places are in use. */
        FULL
    }

    private final int places;
    private final Map<String, Integer> held = new HashMap<>();
    private int inUse;

    public FairPlaces(int places) {
        this.places = places;
    }

    /** Tries to enter, without a wait; who has entered leaves. */
    public synchronized Entry enter(String owner) {
        if (inUse >= places) {
            return Entry.FULL;
        }
        int own = held.getOrDefault(owner, 0);
        int owners = held.size() + (own == 0 ? 1 : 0);
        if (own > 0 && own >= places / (owners + 1)) {
            return Entry.SHARE_EXCEEDED;
        }
        held.put(owner, own + 1);
        inUse++;
        return Entry.ENTERED;
    }

    public synchronized void leave(String owner) {
        inUse--;
        held.computeIfPresent(
                owner,
                (name, count) -> Optional.of(count - 1).filter(left -> left > 0).orElse(null));
    }

    public synchronized int inUse() {
        return inUse;
    }
}
