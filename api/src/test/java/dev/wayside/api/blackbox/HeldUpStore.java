package dev.wayside.api.blackbox;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.StoreStatistics;
import dev.wayside.kvstore.TripStore;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;

/** A real store whose searches begin, and then wait until they are let go on. */
final class HeldUpStore implements HistoryStore {

    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    private final HistoryStore store;

    HeldUpStore(HistoryStore store) {
        this.store = store;
    }

    @Override
    public Stream<VisitSignal> signals(CellKey cell) {
        started.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the request was not let finish", e);
        }
        return store.signals(cell);
    }

    @Override
    public Stream<VisitSignal> signals(CellKey cell, LocalDate day) {
        return store.signals(cell, day);
    }

    @Override
    public StoreSettings settings() {
        return store.settings();
    }

    @Override
    public void write(HistoryBatch batch) {
        store.write(batch);
    }

    @Override
    public Stream<String> carriers() {
        return store.carriers();
    }

    @Override
    public Stream<CellKey> cells(String carrier, String afterCellId) {
        return store.cells(carrier, afterCellId);
    }

    @Override
    public Map<VisitKey, PerformanceSeries> performance(Collection<VisitKey> keys) {
        return store.performance(keys);
    }

    @Override
    public Stream<Handover> handovers(CellKey source) {
        return store.handovers(source);
    }

    @Override
    public Stream<Handover> allHandovers() {
        return store.allHandovers();
    }

    @Override
    public void deleteDay(String carrier, LocalDate day) {
        store.deleteDay(carrier, day);
    }

    @Override
    public StoreStatistics statistics() {
        return store.statistics();
    }

    @Override
    public void sync() {
        store.sync();
    }

    @Override
    public void acknowledge(String sourceFingerprint) {
        store.acknowledge(sourceFingerprint);
    }

    @Override
    public boolean isAcknowledged(String sourceFingerprint) {
        return store.isAcknowledged(sourceFingerprint);
    }

    @Override
    public Stream<String> acknowledgedSources() {
        return store.acknowledgedSources();
    }

    @Override
    public Optional<byte[]> calibration() {
        return store.calibration();
    }

    @Override
    public void keepCalibration(byte[] calibration) {
        store.keepCalibration(calibration);
    }

    @Override
    public List<String> mappings() {
        return store.mappings();
    }

    @Override
    public Optional<byte[]> mapping(String name) {
        return store.mapping(name);
    }

    @Override
    public void keepMapping(String name, byte[] mapping) {
        store.keepMapping(name, mapping);
    }

    @Override
    public void deleteMapping(String name) {
        store.deleteMapping(name);
    }

    @Override
    public TripStore trips() {
        return store.trips();
    }

    @Override
    public void addListener(HistoryListener listener) {
        store.addListener(listener);
    }

    @Override
    public void close() {
        store.close();
    }
}
