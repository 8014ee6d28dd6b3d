package dev.wayside.kvstore.cassandra;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.engine.HandoverCodec;
import dev.wayside.kvstore.engine.PerformanceCodec;
import dev.wayside.kvstore.engine.SignalCodec;
import dev.wayside.kvstore.engine.StoredValues;

/** Queries for visits and handovers, over all partitions of a cell. Thread-safe; each iterator is for one thread. */
final class CassandraReads {

    private final CassandraSession session;
    private final CassandraDirectory directory;
    private final int daysPerPartition;

    CassandraReads(CassandraSession session, CassandraDirectory directory, int daysPerPartition) {
        this.session = session;
        this.directory = directory;
        this.daysPerPartition = daysPerPartition;
    }

    /** The signal of a cell's visits, in order of their keys. */
    Iterator<VisitSignal> signals(CellKey cell) {
        Map<LocalDate, List<CassandraPartition>> byPeriod = new LinkedHashMap<>();
        for (CassandraPartition partition : directory.ofCell(cell)) {
            if (partition.holdsVisits()) {
                byPeriod.computeIfAbsent(partition.firstDay(), unseen -> new ArrayList<>())
                        .add(partition);
            }
        }
        return new ReadAhead<>(byPeriod.values().stream()
                .<Supplier<Iterator<VisitSignal>>>map(slices -> () -> new SortedMerge<>(
                        slices.stream().map(this::signals).toList(), Comparator.comparing(VisitSignal::key)))
                .toList());
    }

    /** The signal of a cell's visits that began on a day, in order of their keys. */
    Iterator<VisitSignal> signals(CellKey cell, LocalDate day) {
        LocalDate firstDay = CassandraPartition.firstDay(day, daysPerPartition);
        return new SortedMerge<>(
                directory.ofCell(cell).stream()
                        .filter(partition ->
                                partition.holdsVisits() && partition.firstDay().equals(firstDay))
                        .map(partition -> rows(
                                session.bind(
                                        CassandraStatement.READ_SIGNALS_OF_DAY,
                                        cell.carrier(),
                                        cell.cellId(),
                                        firstDay,
                                        partition.slice(),
                                        day),
                                row -> SignalCodec.decode(visitKey(cell, row), bytes(row, "value"))))
                        .toList(),
                Comparator.comparing(VisitSignal::key));
    }

    /** The performance of visits, without those that are not stored. Sends all requests before it waits. */
    Map<VisitKey, PerformanceSeries> performance(Collection<VisitKey> keys) {
        Map<VisitKey, CompletableFuture<AsyncResultSet>> coming = new LinkedHashMap<>();
        for (VisitKey key : keys) {
            coming.computeIfAbsent(key, wanted -> session.submit(performanceOf(wanted)));
        }
        Map<VisitKey, PerformanceSeries> found = new HashMap<>();
        coming.forEach((key, answer) -> {
            Row row = session.join(answer).one();
            if (row != null) {
                byte[] value = bytes(row, "value");
                found.put(key, StoredValues.decoding(() -> PerformanceCodec.decode(value)));
            }
        });
        return found;
    }

    /** The handovers from a cell. */
    Iterator<Handover> handovers(CellKey source) {
        return new ReadAhead<>(directory.ofCell(source).stream()
                .filter(partition -> !partition.holdsVisits())
                .<Supplier<Iterator<Handover>>>map(partition -> () -> rows(
                        session.bind(
                                CassandraStatement.READ_HANDOVERS,
                                source.carrier(),
                                source.cellId(),
                                partition.firstDay()),
                        row -> HandoverCodec.decode(source, bytes(row, "value"))))
                .toList());
    }

    /** The handovers of all cells. */
    Iterator<Handover> allHandovers() {
        return rows(
                session.bind(CassandraStatement.READ_ALL_HANDOVERS),
                row -> HandoverCodec.decode(
                        new CellKey(row.getString("carrier"), row.getString("cell")), bytes(row, "value")));
    }

    /** Calls an action with the key and the number of samples of each stored stretch. */
    void forEachVisit(ObjIntConsumer<VisitKey> action) {
        session.rows(session.bind(CassandraStatement.COUNT_SIGNALS)).forEachRemaining(row -> {
            CellKey cell = new CellKey(row.getString("carrier"), row.getString("cell"));
            action.accept(visitKey(cell, row), row.getInt("samples"));
        });
    }

    private Iterator<VisitSignal> signals(CassandraPartition partition) {
        CellKey cell = partition.cell();
        BoundStatement statement = session.bind(
                CassandraStatement.READ_SIGNALS,
                cell.carrier(),
                cell.cellId(),
                partition.firstDay(),
                partition.slice());
        return rows(statement, row -> SignalCodec.decode(visitKey(cell, row), bytes(row, "value")));
    }

    private BoundStatement performanceOf(VisitKey key) {
        CassandraPartition partition = CassandraPartition.of(key, daysPerPartition);
        return session.bind(
                CassandraStatement.READ_PERFORMANCE,
                key.cell().carrier(),
                key.cell().cellId(),
                partition.firstDay(),
                partition.slice(),
                key.day(),
                CassandraWrites.bytes(key.trace()),
                key.visitNumber(),
                key.firstSample());
    }

    private <T> Iterator<T> rows(BoundStatement statement, Function<Row, T> decode) {
        return session.rows(statement).decoded(decode);
    }

    private static VisitKey visitKey(CellKey cell, Row row) {
        ByteBuffer trace = Objects.requireNonNull(row.getByteBuffer("trace"), "part of the key");
        return new VisitKey(
                cell,
                Objects.requireNonNull(row.getLocalDate("day"), "part of the key"),
                new TraceId(trace.getLong(trace.position())),
                row.getInt("visit"),
                row.getInt("first_sample"));
    }

    /** The value of a column; empty if it has none. */
    static byte[] bytes(Row row, String column) {
        ByteBuffer buffer = row.getByteBuffer(column);
        byte[] bytes = new byte[buffer == null ? 0 : buffer.remaining()];
        if (buffer != null) {
            buffer.get(bytes);
        }
        return bytes;
    }
}
