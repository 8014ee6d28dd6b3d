package dev.wayside.api.http.upkeep;

import java.time.InstantSource;
import java.time.LocalDate;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreStatistics.CarrierStatistics;

/**
 * Automatic deletion of old days.
 *
 * @param days how many days are kept, today among them; 0 keeps all
 * @param clock tells today
 */
public record Retention(int days, InstantSource clock) {

    /** Nothing is forgotten. */
    public static final Retention FOREVER = new Retention(0, InstantSource.system());

    /** Chosen: a hundred years. */
    private static final int MAX_DAYS = 36_500;

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

    /**
     * Deletes the days that are past keeping. Reads every signal key: about a second per ten million windows.
     *
     * @return how many days of carriers were deleted
     */
    int enforce(HistoryStore store) {
        LocalDate today = store.settings().dayOf(clock.millis());
        LocalDate oldestKept = today.minusDays(days - 1L);
        int deleted = 0;
        for (CarrierStatistics carrier : store.statistics().carriers()) {
            for (LocalDate day : carrier.days().headSet(oldestKept)) {
                store.deleteDay(carrier.carrier(), day);
                deleted++;
            }
        }
        return deleted;
    }
}
