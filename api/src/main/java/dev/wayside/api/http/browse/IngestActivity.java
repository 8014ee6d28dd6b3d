package dev.wayside.api.http.browse;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.Visit;

/** A record of what is written, with counts of what this process wrote. Thread-safe. */
final class IngestActivity implements HistoryListener {

    /** Chosen: a few megabytes of cells that are remembered one by one. */
    private static final int MAX_CELLS = 50_000;

    private final StoreSettings settings;
    private final InstantSource clock;
    private final long sinceEpochMillis;
    private final Map<String, NewestVisit> newestByCarrier = new HashMap<>();
    private final Set<CellKey> writtenElsewhere = new HashSet<>();
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

    @Override
    public synchronized void writtenElsewhere(Set<CellKey> cells) {
        changes++;
        writtenElsewhere.addAll(cells);
        if (writtenElsewhere.size() > MAX_CELLS) {
            writtenElsewhere.clear();
            trackLost();
        }
    }

    /** Anything may have been changed: as after a deletion. */
    @Override
    public synchronized void trackLost() {
        changes++;
        deletions++;
    }

    /** The newest visit may be deleted. */
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

    /** The cells that other processes have written to since this was asked last. */
    synchronized Set<CellKey> drainWrittenElsewhere() {
        Set<CellKey> taken = Set.copyOf(writtenElsewhere);
        writtenElsewhere.clear();
        return taken;
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
     * @param deletions deletions so far, and other changes after which nothing known before holds
     * @param newestByCarrier newest visits written since the last deletion
     * @param sinceEpochMillis when following began
     * @param lastWriteEpochMillis time of the last write; negative if there was none
     * @param visits visits written; a visit written twice counts twice
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
