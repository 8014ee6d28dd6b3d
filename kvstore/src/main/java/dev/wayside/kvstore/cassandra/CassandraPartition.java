package dev.wayside.kvstore.cassandra;

import java.time.LocalDate;
import java.util.Comparator;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.VisitKey;

/**
 * One partition, the rows that share a set of replicas: some days of one cell.
 *
 * <p>The stretches of a long stay (a parked vehicle) beyond its first {@value #SAMPLES_PER_SLICE} samples go to further
 * slices, so that a partition grows with the visits to its cell but not with their length. A moving vehicle's visits
 * are all in slice 0.
 *
 * @param cell the cell
 * @param firstDay the first of its days
 * @param slice 0 and up for visits, {@link #HANDOVERS} for handovers
 */
record CassandraPartition(CellKey cell, LocalDate firstDay, int slice) implements Comparable<CassandraPartition> {

    static final int HANDOVERS = -1;

    /** Chosen: four stretches of the maximum length, 27 minutes at 10 Hz. */
    private static final int SAMPLES_PER_SLICE = 16_384;

    private static final Comparator<CassandraPartition> ORDER = Comparator.comparing(CassandraPartition::cell)
            .thenComparing(CassandraPartition::firstDay, Comparator.<LocalDate>naturalOrder())
            .thenComparingInt(CassandraPartition::slice);

    static CassandraPartition of(VisitKey key, int daysPerPartition) {
        return new CassandraPartition(
                key.cell(), firstDay(key.day(), daysPerPartition), key.firstSample() / SAMPLES_PER_SLICE);
    }

    static CassandraPartition ofHandovers(CellKey source, LocalDate day, int daysPerPartition) {
        return new CassandraPartition(source, firstDay(day, daysPerPartition), HANDOVERS);
    }

    static LocalDate firstDay(LocalDate day, int daysPerPartition) {
        return day.minusDays(Math.floorMod(day.toEpochDay(), daysPerPartition));
    }

    boolean holdsVisits() {
        return slice != HANDOVERS;
    }

    @Override
    public int compareTo(CassandraPartition other) {
        return ORDER.compare(this, other);
    }
}
