package dev.wayside.kvstore.cassandra;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.engine.HandoverCodec;
import dev.wayside.kvstore.engine.PerformanceCodec;
import dev.wayside.kvstore.engine.SignalCodec;

/** The rows of one batch, grouped and sent by partition. Used once, by one thread. */
final class CassandraWrites {

    /** Chosen: far below a node's limit for one write (half a commit log segment), and little to send again. */
    private static final int BYTES_PER_WRITE = 64 << 10;

    private final CassandraSession session;
    private final StoreSettings settings;
    private final int daysPerPartition;
    private final Map<CassandraPartition, PartitionWrites> byPartition = new TreeMap<>();

    CassandraWrites(CassandraSession session, CassandraSchema.Identity identity, HistoryBatch batch) {
        this.session = session;
        this.settings = identity.settings();
        this.daysPerPartition = identity.daysPerPartition();
        batch.visits().forEach(this::add);
        batch.handovers().forEach(this::add);
    }

    /** Registers the partitions, then sends everything, and waits. */
    void send(CassandraDirectory directory) {
        directory.register(byPartition.keySet());
        CassandraBurst burst = new CassandraBurst(session);
        for (PartitionWrites writes : byPartition.values()) {
            for (List<BoundStatement> write : writes.all) {
                burst.submit(write.size() == 1 ? write.get(0) : CassandraSession.batch(write));
            }
        }
        burst.await();
    }

    private void add(Visit visit) {
        VisitKey key = visit.signal().key();
        CassandraPartition partition = CassandraPartition.of(key, daysPerPartition);
        byte[] signal = SignalCodec.encode(visit.signal());
        byte[] performance = PerformanceCodec.encode(visit.performance());
        of(partition)
                .add(
                        signal.length + performance.length,
                        session.bind(
                                CassandraStatement.WRITE_SIGNAL,
                                key.cell().carrier(),
                                key.cell().cellId(),
                                partition.firstDay(),
                                partition.slice(),
                                key.day(),
                                bytes(key.trace()),
                                key.visitNumber(),
                                key.firstSample(),
                                visit.signal().rsrp().length(),
                                ByteBuffer.wrap(signal)),
                        session.bind(
                                CassandraStatement.WRITE_PERFORMANCE,
                                key.cell().carrier(),
                                key.cell().cellId(),
                                partition.firstDay(),
                                partition.slice(),
                                key.day(),
                                bytes(key.trace()),
                                key.visitNumber(),
                                key.firstSample(),
                                ByteBuffer.wrap(performance)));
    }

    private void add(Handover handover) {
        LocalDate day = settings.dayOf(handover.epochMillis());
        CassandraPartition partition = CassandraPartition.ofHandovers(handover.source(), day, daysPerPartition);
        byte[] value = HandoverCodec.encode(handover);
        of(partition)
                .add(
                        value.length,
                        session.bind(
                                CassandraStatement.WRITE_HANDOVER,
                                handover.source().carrier(),
                                handover.source().cellId(),
                                partition.firstDay(),
                                day,
                                handover.epochMillis(),
                                bytes(handover.trace()),
                                ByteBuffer.wrap(value)));
    }

    private PartitionWrites of(CassandraPartition partition) {
        return byPartition.computeIfAbsent(partition, unseen -> new PartitionWrites());
    }

    /** A trace id as bytes that sort like trace ids, and read like them in a database shell. */
    static ByteBuffer bytes(TraceId trace) {
        return ByteBuffer.allocate(Long.BYTES).putLong(trace.hash()).flip();
    }

    /** The rows of one partition in writes of limited size. Signal and performance of a stretch share a write. */
    private static final class PartitionWrites {

        private final List<List<BoundStatement>> all = new ArrayList<>();
        private int bytesInLast = BYTES_PER_WRITE;

        private void add(int bytes, BoundStatement... rows) {
            if (bytesInLast + bytes > BYTES_PER_WRITE) {
                all.add(new ArrayList<>());
                bytesInLast = 0;
            }
            all.get(all.size() - 1).addAll(List.of(rows));
            bytesInLast += bytes;
        }
    }
}
