package dev.wayside.kvstore.rocksdb;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;

/** The damage that was found since the store was opened, once for each place. Thread-safe. */
final class DamageRecord {

    /** Chosen: more lines help nobody, and a bad disk must not fill the memory. */
    private static final int MAX_PLACES = 100;

    private final Set<String> places = Collections.synchronizedSet(new LinkedHashSet<>());

    void add(String damage) {
        if (places.size() < MAX_PLACES) {
            places.add(damage);
        }
    }

    /** Records a failed read, if damage is its reason; returns it for the caller to throw. */
    HistoryStoreException noted(String place, HistoryStoreException failure) {
        if (failure.reason() == Reason.CORRUPT) {
            add(place);
        }
        return failure;
    }

    List<String> places() {
        synchronized (places) {
            return List.copyOf(places);
        }
    }
}
