package dev.wayside.api.http.upkeep;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreStatistics.CarrierStatistics;

/**
 * Automatic deletion of old days. A clock that jumped must not cost the history: a run deletes one day only, and none
 * while the clock is far ahead of the newest data.
 *
 * @param days how many days are kept, today among them; 0 keeps all
 * @param allowsBacklog true if one run may delete any number of old days
 * @param clock tells today
 */
public record Retention(int days, boolean allowsBacklog, InstantSource clock) {

    /** Nothing is forgotten. */
    public static final Retention FOREVER = new Retention(0, false, InstantSource.system());

    /** Chosen: a hundred years. */
    private static final int MAX_DAYS = 36_500;
    /** Chosen: a line that rests over a long weekend; while no data comes, nothing needs to be deleted. */
    private static final int MAX_DAYS_AHEAD_OF_DATA = 4;

    /** @throws IllegalArgumentException if the number of days is none */
    public Retention {
        if (days < 0 || days > MAX_DAYS) {
            throw new IllegalArgumentException(
                    "the days that are kept must lie between 0 (all) and " + MAX_DAYS + ", not " + days);
        }
    }

    boolean isForever() {
        return days == 0;
    }

    /** Deletes days that are past keeping. Reads every signal key: about a second per ten million windows. */
    RetentionRun enforce(HistoryStore store) {
        List<CarrierStatistics> carriers = store.statistics().carriers();
        NavigableSet<LocalDate> present = new TreeSet<>();
        carriers.forEach(carrier -> present.addAll(carrier.days()));
        LocalDate today = store.settings().dayOf(clock.millis());
        NavigableSet<LocalDate> old = present.headSet(today.minusDays(days - 1L), false);
        if (old.isEmpty()) {
            return RetentionRun.NOTHING;
        }
        LocalDate newest = present.last();
        if (!allowsBacklog && newest.plusDays(MAX_DAYS_AHEAD_OF_DATA).isBefore(today)) {
            return RetentionRun.mistrusted(today, newest);
        }
        NavigableSet<LocalDate> deleted = allowsBacklog ? old : old.headSet(old.first(), true);
        for (CarrierStatistics carrier : carriers) {
            deleted.stream()
                    .filter(day -> carrier.days().contains(day))
                    .forEach(day -> store.deleteDay(carrier.carrier(), day));
        }
        return RetentionRun.deleted(deleted, old.size() - deleted.size());
    }
}
