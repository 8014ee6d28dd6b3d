package dev.wayside.kvstore.command;

import java.util.List;
import java.util.stream.Stream;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.Trip;
import dev.wayside.kvstore.TripKey;
import dev.wayside.kvstore.TripProgress;
import dev.wayside.kvstore.TripRows;
import dev.wayside.kvstore.TripStore;

/** A copy of unfinished trips into another store; of a trip that the other has too, the rows that it lacks. */
final class TripCopy {

    private final TripStore source;
    private final TripStore target;

    TripCopy(TripStore source, TripStore target) {
        this.source = source;
        this.target = target;
    }

    /** @throws HistoryStoreException if the trip changes meanwhile, or the target has other rows */
    void copy(Trip trip) {
        target.open(Trip.opened(trip.key(), trip.device(), trip.openedMillis()));
        Trip copied = target.find(trip.key()).orElseThrow();
        List<TripRows> rows = rows(trip.key());
        for (int i = 0; i < rows.size() && copied.rows() < trip.rows(); i++) {
            boolean isLast = i + 1 == rows.size();
            int end = isLast ? trip.rows() : rows.get(i + 1).firstRow() - 1;
            if (end > copied.rows()) {
                copied = append(copied, rows.get(i), end, isLast ? trip : copied);
            }
        }
        if (copied.isOpen() && !trip.isOpen()) {
            require(trip.key(), target.end(copied, trip));
        }
    }

    private Trip append(Trip copied, TripRows rows, int end, Trip progressed) {
        require(copied.key(), rows.firstRow() == copied.rows() + 1);
        TripProgress progress = progressed.progress();
        Trip grown = copied.grown(end - copied.rows(), progress, progressed.changedMillis());
        require(copied.key(), target.append(copied, grown, rows.value()));
        return grown;
    }

    private List<TripRows> rows(TripKey key) {
        try (Stream<TripRows> all = source.rows(key, 1)) {
            return all.toList();
        }
    }

    private static void require(TripKey trip, boolean isSame) {
        if (!isSame) {
            throw new HistoryStoreException(
                    Reason.IO,
                    "the trip " + trip + " has other rows in the target, or changes while it is copied; make sure that"
                            + " no process writes to either store, and run this again");
        }
    }
}
