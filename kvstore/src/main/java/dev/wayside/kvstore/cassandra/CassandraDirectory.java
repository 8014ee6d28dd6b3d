package dev.wayside.kvstore.cassandra;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wayside.kvstore.CellKey;
import org.jspecify.annotations.Nullable;

/** The list of partitions: by cell for searches, by carrier and period for listings and deletions. Thread-safe. */
final class CassandraDirectory {

    /** Chosen: partitions remembered as registered, so that a write does not register them again. */
    private static final int MAX_KNOWN = 200_000;
    /** Chosen: entries expire with the rows that they lead to, see {@link CassandraSchema}. */
    private static final Duration KNOWN_FOR = Duration.ofDays(1);

    private final CassandraSession session;
    /** Partitions that this process registered. Other processes register more. */
    private final Cache<CassandraPartition, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MAX_KNOWN)
            .expireAfterWrite(KNOWN_FOR)
            .build();

    /** A partition in the list of a period, with a flag that tells if rows were ever deleted from it. */
    private record Listed(CassandraPartition partition, boolean deletedFrom) {}

    CassandraDirectory(CassandraSession session) {
        this.session = session;
    }

    /** Registers partitions, so that readers find them. Sends only new ones, and waits. */
    void register(Collection<CassandraPartition> partitions) {
        List<CassandraPartition> unknown = partitions.stream()
                .filter(partition -> known.getIfPresent(partition) == null)
                .toList();
        CassandraBurst burst = new CassandraBurst(session);
        unknown.stream()
                .map(partition -> new Period(partition.cell().carrier(), partition.firstDay()))
                .distinct()
                .forEach(period -> burst.submit(
                        session.bind(CassandraStatement.REGISTER_PERIOD, period.carrier(), period.firstDay())));
        for (CassandraPartition partition : unknown) {
            CellKey cell = partition.cell();
            burst.submit(session.bind(
                    CassandraStatement.REGISTER_IN_PERIOD,
                    cell.carrier(),
                    partition.firstDay(),
                    cell.cellId(),
                    partition.slice()));
            burst.submit(session.bind(
                    CassandraStatement.REGISTER_IN_CELL,
                    cell.carrier(),
                    cell.cellId(),
                    partition.firstDay(),
                    partition.slice()));
        }
        burst.await();
        unknown.forEach(partition -> known.put(partition, true));
    }

    /** The days of a carrier that share a partition. */
    private record Period(String carrier, LocalDate firstDay) {}

    /** All partitions of a cell, in order. */
    List<CassandraPartition> ofCell(CellKey cell) {
        List<CassandraPartition> partitions = new ArrayList<>();
        session.rows(session.bind(CassandraStatement.READ_PERIODS_OF_CELL, cell.carrier(), cell.cellId()))
                .forEachRemaining(
                        row -> partitions.add(new CassandraPartition(cell, row.getLocalDate(0), row.getInt(1))));
        return partitions;
    }

    /** Calls an action for each partition of a carrier's period, cell by cell. */
    void forEachOfPeriod(String carrier, LocalDate firstDay, Consumer<CassandraPartition> action) {
        listed(carrier, firstDay, "").forEachRemaining(listed -> action.accept(listed.partition()));
    }

    /** The carriers that have visits, in order. */
    List<String> carriers() {
        List<String> carriers = new ArrayList<>();
        session.rows(session.bind(CassandraStatement.READ_PERIODS)).forEachRemaining(row -> {
            String carrier = row.getString(0);
            if (carriers.isEmpty() || !carriers.get(carriers.size() - 1).equals(carrier)) {
                carriers.add(carrier);
            }
        });
        return carriers.stream().filter(carrier -> cells(carrier, "").hasNext()).toList();
    }

    /** The cells of a carrier past an id that have visits, in order. */
    Iterator<CellKey> cells(String carrier, String afterCellId) {
        List<Iterator<Listed>> byPeriod = new ArrayList<>();
        session.rows(session.bind(CassandraStatement.READ_PERIODS_OF_CARRIER, carrier))
                .forEachRemaining(row -> byPeriod.add(listed(carrier, row.getLocalDate(0), afterCellId)));
        return new CellsWithVisits(new SortedMerge<>(byPeriod, Comparator.comparing(Listed::partition)));
    }

    /** Records a deletion from a partition: the partition may be empty now. */
    void markDeletedFrom(CassandraPartition partition) {
        session.execute(session.bind(
                CassandraStatement.MARK_DELETED_FROM,
                partition.cell().carrier(),
                partition.firstDay(),
                partition.cell().cellId(),
                partition.slice()));
    }

    private Iterator<Listed> listed(String carrier, LocalDate firstDay, String afterCellId) {
        return session.rows(session.bind(CassandraStatement.READ_CELLS_OF_PERIOD, carrier, firstDay, afterCellId))
                .decoded(row -> {
                    CellKey cell = new CellKey(carrier, row.getString(0));
                    return new Listed(new CassandraPartition(cell, firstDay, row.getInt(1)), row.getBoolean(2));
                });
    }

    private boolean hasVisits(Listed listed) {
        CassandraPartition partition = listed.partition();
        return partition.holdsVisits()
                && (!listed.deletedFrom()
                        || session.one(session.bind(
                                        CassandraStatement.READ_ANY_SIGNAL,
                                        partition.cell().carrier(),
                                        partition.cell().cellId(),
                                        partition.firstDay(),
                                        partition.slice()))
                                != null);
    }

    /** Iterator over the cells that have a visit, each cell once. */
    private final class CellsWithVisits implements Iterator<CellKey> {

        private final Iterator<Listed> listed;
        private @Nullable CellKey last;
        private @Nullable CellKey next;

        private CellsWithVisits(Iterator<Listed> listed) {
            this.listed = listed;
        }

        @Override
        public boolean hasNext() {
            while (next == null && listed.hasNext()) {
                Listed candidate = listed.next();
                CellKey cell = candidate.partition().cell();
                if (!cell.equals(last) && hasVisits(candidate)) {
                    next = cell;
                }
            }
            return next != null;
        }

        @Override
        public CellKey next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            last = next;
            next = null;
            return last;
        }
    }
}
