package dev.wayside.kvstore.cassandra;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.StoreStatistics;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.engine.ChangeFeed;
import dev.wayside.kvstore.engine.OpenState;
import dev.wayside.kvstore.engine.StatisticsCount;
import dev.wayside.kvstore.engine.StoreIdentity;

/**
 * The history in a keyspace of a Cassandra cluster: for histories that need more than one machine. Many processes write
 * and read it at the same time.
 *
 * <p>A stretch of a visit is one row in each of two tables, as in {@code RocksDbHistoryStore}; rows of a cell and some
 * days are one partition ({@link CassandraPartition}). A write that returned is on a quorum of the replicas. Every
 * later read, in any process, asks a quorum too, so it sees the write. Listeners hear of the changes of other processes
 * within {@link CassandraJournal#READ_EVERY}.
 *
 * <p>Closing while a stream is open or a call is in progress throws an {@link IllegalStateException}.
 */
public final class CassandraHistoryStore implements HistoryStore {

    private final CassandraLocation location;
    private final CassandraSession session;
    private final CassandraSchema.Identity identity;
    private final CassandraDirectory directory;
    private final CassandraReads reads;
    private final CassandraJournal journal;
    private final OpenState state = new OpenState();
    private final ChangeFeed changes = new ChangeFeed();

    private CassandraHistoryStore(
            CassandraLocation location, CassandraSession session, CassandraSchema.Identity identity) {
        this.location = location;
        this.session = session;
        this.identity = identity;
        this.directory = new CassandraDirectory(session);
        this.reads = new CassandraReads(session, directory, identity.daysPerPartition());
        this.journal = new CassandraJournal(session, changes, location.timeout());
    }

    /**
     * Creates a store in a cluster, with its keyspace and its tables, if they do not exist.
     *
     * @throws HistoryStoreException if no node answers, the cluster does not fit the layout, or a store with other
     *     settings exists
     */
    public static void create(CassandraLocation location, StoreSettings settings, CassandraLayout layout) {
        try (CassandraSession session = CassandraSession.connect(location)) {
            CassandraSchema.create(location, session, settings, layout);
        }
    }

    /**
     * Opens a store for reading and writing.
     *
     * @throws HistoryStoreException if no node answers, or the store is absent, of another format, or damaged
     */
    public static CassandraHistoryStore open(CassandraLocation location) {
        return open(location, identity -> CassandraSchema.requireCurrentFormat(location, identity));
    }

    /**
     * Opens a store for reading, also one of an earlier format. A cluster has no lock against writes.
     *
     * @throws HistoryStoreException if no node answers, or the store is absent, of a newer format, or damaged
     */
    static CassandraHistoryStore openReadOnly(CassandraLocation location) {
        return open(location, identity -> {});
    }

    private static CassandraHistoryStore open(
            CassandraLocation location, Consumer<CassandraSchema.Identity> requirement) {
        CassandraSession session = CassandraSession.connectToKeyspace(location);
        try {
            CassandraSchema.Identity identity = CassandraSchema.read(location, session);
            requirement.accept(identity);
            session.prepareStatements();
            return new CassandraHistoryStore(location, session, identity);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Opens a store that must have these settings.
     *
     * @throws HistoryStoreException as {@link #open(CassandraLocation)}, and if it has other settings
     */
    static CassandraHistoryStore open(CassandraLocation location, StoreSettings settings) {
        CassandraHistoryStore store = open(location);
        try {
            StoreIdentity.requireNone(location.toString(), store.settings().differencesFrom(settings));
            return store;
        } catch (HistoryStoreException e) {
            store.close();
            throw e;
        }
    }

    @Override
    public StoreSettings settings() {
        return identity.settings();
    }

    @Override
    public void write(HistoryBatch batch) {
        changes.write(batch, () -> {
            CassandraSchema.requireCurrentFormat(location, identity);
            try (OpenState.Lease lease = state.enter()) {
                new CassandraWrites(session, identity, batch).send(directory);
                journal.write(batch);
            }
        });
    }

    @Override
    public Stream<String> carriers() {
        try (OpenState.Lease lease = state.enter()) {
            return directory.carriers().stream();
        }
    }

    @Override
    public Stream<CellKey> cells(String carrier, String afterCellId) {
        return stream(() -> directory.cells(carrier, afterCellId));
    }

    @Override
    public Stream<VisitSignal> signals(CellKey cell) {
        return stream(() -> reads.signals(cell));
    }

    @Override
    public Map<VisitKey, PerformanceSeries> performance(Collection<VisitKey> keys) {
        try (OpenState.Lease lease = state.enter()) {
            return reads.performance(keys);
        }
    }

    @Override
    public Stream<Handover> handovers(CellKey source) {
        return stream(() -> reads.handovers(source));
    }

    @Override
    public Stream<Handover> allHandovers() {
        return stream(reads::allHandovers);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A deletion is not atomic across cells: after a failure some cells may still have the day. Delete it again.
     */
    @Override
    public void deleteDay(String carrier, LocalDate day) {
        changes.deleteDay(carrier, day, () -> {
            try (OpenState.Lease lease = state.enter()) {
                // Before, so that after a failure no incomplete source counts as stored; and after, because of
                // the sources that were acknowledged meanwhile.
                forgetSources();
                deleteRows(carrier, day);
                forgetSources();
                journal.writeDeletion(carrier, day);
            }
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>Every row's key crosses the network. The size on the nodes' disks is unknown.
     */
    @Override
    public StoreStatistics statistics() {
        StatisticsCount count = new StatisticsCount(settings());
        try (OpenState.Lease lease = state.enter()) {
            reads.forEachVisit(count::addVisit);
        }
        try (Stream<Handover> handovers = allHandovers()) {
            handovers.forEach(count::addHandover);
        }
        return new StoreStatistics(count.carriers(), 0);
    }

    /** No operation: a write returns when a quorum has it, on disk if the nodes' commit log is synced. */
    @Override
    public void sync() {
        state.enter().close();
    }

    @Override
    public void acknowledge(String sourceFingerprint) {
        try (OpenState.Lease lease = state.enter()) {
            session.execute(session.bind(CassandraStatement.WRITE_SOURCE, sourceFingerprint, era()));
        }
    }

    @Override
    public boolean isAcknowledged(String sourceFingerprint) {
        try (OpenState.Lease lease = state.enter()) {
            Row source = session.one(session.bind(CassandraStatement.READ_SOURCE, sourceFingerprint));
            return source != null && era().equals(source.getUuid("era"));
        }
    }

    @Override
    public Stream<String> acknowledgedSources() {
        Stream<Row> rows = stream(() -> session.rows(session.bind(CassandraStatement.READ_SOURCES)));
        try {
            UUID era = era();
            return rows.filter(row -> era.equals(row.getUuid("era"))).map(row -> row.getString("fingerprint"));
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    @Override
    public Optional<byte[]> calibration() {
        try (OpenState.Lease lease = state.enter()) {
            Row row = session.one(session.bind(CassandraStatement.READ_CALIBRATION));
            return row == null || row.isNull("calibration")
                    ? Optional.empty()
                    : Optional.of(CassandraReads.bytes(row, "calibration"));
        }
    }

    @Override
    public void keepCalibration(byte[] calibration) {
        try (OpenState.Lease lease = state.enter()) {
            session.execute(session.bind(CassandraStatement.WRITE_CALIBRATION, ByteBuffer.wrap(calibration)));
        }
    }

    @Override
    public List<String> mappings() {
        try (Stream<Row> rows = stream(() -> session.rows(session.bind(CassandraStatement.READ_MAPPINGS)))) {
            return rows.map(row -> Objects.requireNonNull(row.getString("name"), "part of the key"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public Optional<byte[]> mapping(String name) {
        try (OpenState.Lease lease = state.enter()) {
            Row row = session.one(session.bind(CassandraStatement.READ_MAPPING, name));
            return row == null ? Optional.empty() : Optional.of(CassandraReads.bytes(row, "value"));
        }
    }

    @Override
    public void keepMapping(String name, byte[] mapping) {
        try (OpenState.Lease lease = state.enter()) {
            session.execute(session.bind(CassandraStatement.WRITE_MAPPING, name, ByteBuffer.wrap(mapping)));
        }
    }

    @Override
    public void deleteMapping(String name) {
        try (OpenState.Lease lease = state.enter()) {
            session.execute(session.bind(CassandraStatement.DELETE_MAPPING, name));
        }
    }

    @Override
    public void addListener(HistoryListener listener) {
        try (OpenState.Lease lease = state.enter()) {
            changes.add(listener);
            journal.startReading();
        }
    }

    @Override
    public void close() {
        if (state.close()) {
            journal.close();
            session.close();
        }
    }

    private void deleteRows(String carrier, LocalDate day) {
        LocalDate firstDay = CassandraPartition.firstDay(day, identity.daysPerPartition());
        CassandraBurst burst = new CassandraBurst(session);
        directory.forEachOfPeriod(carrier, firstDay, partition -> {
            directory.markDeletedFrom(partition);
            burst.submit(CassandraSession.batch(deletions(partition, day)));
        });
        burst.await();
    }

    private List<BoundStatement> deletions(CassandraPartition partition, LocalDate day) {
        String carrier = partition.cell().carrier();
        String cellId = partition.cell().cellId();
        LocalDate firstDay = partition.firstDay();
        return partition.holdsVisits()
                ? List.of(
                        session.bind(
                                CassandraStatement.DELETE_SIGNALS, carrier, cellId, firstDay, partition.slice(), day),
                        session.bind(
                                CassandraStatement.DELETE_PERFORMANCE,
                                carrier,
                                cellId,
                                firstDay,
                                partition.slice(),
                                day))
                : List.of(session.bind(CassandraStatement.DELETE_HANDOVERS, carrier, cellId, firstDay, day));
    }

    /** Sources count only if they were acknowledged in the store's current era. */
    private void forgetSources() {
        session.execute(session.bind(CassandraStatement.WRITE_ERA, UUID.randomUUID()));
    }

    private UUID era() {
        Row row = Objects.requireNonNull(
                session.one(session.bind(CassandraStatement.READ_ERA)), "a store that was opened has this row");
        return Objects.requireNonNull(row.getUuid("source_era"), "written together with the row");
    }

    private <T> Stream<T> stream(Supplier<Iterator<T>> begin) {
        OpenState.Lease lease = state.enter();
        try {
            return StreamSupport.stream(Spliterators.spliteratorUnknownSize(begin.get(), Spliterator.ORDERED), false)
                    .onClose(lease::close);
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }
}
