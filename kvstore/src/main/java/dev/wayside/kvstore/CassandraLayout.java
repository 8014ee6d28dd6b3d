package dev.wayside.kvstore;

/**
 * How a new store lies in its cluster.
 *
 * @param replicas copies of everything, 1 to 7; from 3 on a node may be lost without anyone noticing
 * @param daysPerPartition days of a cell that lie together, 1 to 31: more are read faster where there are few visits a
 *     day, fewer keep partitions small where there are many
 * @param retentionDays days after which what was written is deleted by itself, 1 to 3,650; 0 keeps it
 */
public record CassandraLayout(int replicas, int daysPerPartition, int retentionDays) {

    /** Three copies, weeks, kept for ever. */
    public static final CassandraLayout DEFAULT = new CassandraLayout(3, 7, 0);

    private static final int MAX_REPLICAS = 7;
    private static final int MAX_DAYS_PER_PARTITION = 31;
    private static final int MAX_RETENTION_DAYS = 3_650;

    /** @throws IllegalArgumentException if a number is out of its range; names it and the range */
    public CassandraLayout {
        requireBetween("number of replicas", replicas, 1, MAX_REPLICAS);
        requireBetween("number of days per partition", daysPerPartition, 1, MAX_DAYS_PER_PARTITION);
        requireBetween("retention (days)", retentionDays, 0, MAX_RETENTION_DAYS);
    }

    private static void requireBetween(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "the " + name + " must lie between " + min + " and " + max + ", not " + value);
        }
    }
}
