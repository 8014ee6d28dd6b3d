package dev.wayside.api.http;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.Visit;

/** Follows what is written through this process. Thread-safe. */
final class IngestActivity implements HistoryListener {

    private final StoreSettings settings;
    private final InstantSource clock;
    private final long sinceEpochMillis;
    private final Map<String, NewestVisit> newestByCarrier = new HashMap<>();
    private long changes;
    private long deletions;
    private long visits;
    private long samples;
    private long windows;
    private long handovers;
    private long lastWriteEpochMillis = -1;

    IngestActivity(StoreSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.sinceEpochMillis = clock.millis();
    }

    @Override
    public synchronized void written(HistoryBatch batch) {
        changes++;
        lastWriteEpochMillis = clock.millis();
        batch.visits().forEach(this::add);
        handovers += batch.handovers().size();
    }

    /** What was newest may be gone. */
    @Override
    public synchronized void dayDeleted(String carrier, LocalDate day) {
        changes++;
        deletions++;
        newestByCarrier.clear();
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(
                changes,
                deletions,
                Map.copyOf(newestByCarrier),
                sinceEpochMillis,
                lastWriteEpochMillis,
                visits,
                samples,
                windows,
                handovers);
    }

    private void add(Visit visit) {
        int length = visit.signal().rsrp().length();
        visits += visit.signal().key().firstSample() == 0 ? 1 : 0;
        samples += settings.newSamplesIn(visit.signal().key(), length);
        windows += settings.windowsIn(length);
        newestByCarrier.merge(
                visit.signal().key().cell().carrier(), NewestVisit.of(visit.signal(), settings), NewestVisit::orLater);
    }

    /**
     * The state at one moment.
     *
     * @param changes writes and deletions so far
     * @param deletions deletions so far
     * @param newestByCarrier newest visits written since the last deletion
     * @param sinceEpochMillis when following began
     * @param lastWriteEpochMillis time of the last write; negative if there was none
     * @param visits visits written, each time anew if written again
     * @param samples their samples
     * @param windows their windows
     * @param handovers handovers written
     */
    record Snapshot(
            long changes,
            long deletions,
            Map<String, NewestVisit> newestByCarrier,
            long sinceEpochMillis,
            long lastWriteEpochMillis,
            long visits,
            long samples,
            long windows,
            long handovers) {}
}
