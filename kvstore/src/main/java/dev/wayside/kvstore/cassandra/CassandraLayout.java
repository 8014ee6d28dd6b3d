package dev.wayside.kvstore.cassandra;

/**
 * The layout of a new store in its cluster.
 *
 * @param replicas copies of every row, 1 to 7; with 3 or more the loss of one node goes unnoticed
 * @param daysPerPartition days of a cell in one partition, 1 to 31: more days read faster with few visits a day, fewer
 *     days keep partitions small with many
 * @param retentionDays days after which Cassandra deletes a row, 1 to 3,650; 0 keeps it
 */
public record CassandraLayout(int replicas, int daysPerPartition, int retentionDays) {

    /**
     * Three copies, a week per partition, no expiry. Chosen: three replicas are the fewest whose quorum survives the
     * loss of a node.
     */
    public static final CassandraLayout DEFAULT = new CassandraLayout(3, 7, 0);

    /** The bounds are chosen: generous for any cluster, and far from overflow. */
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
