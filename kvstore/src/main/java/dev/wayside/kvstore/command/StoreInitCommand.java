package dev.wayside.kvstore.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import dev.wayside.kvstore.StoreLocation;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.cassandra.CassandraHistoryStore;
import dev.wayside.kvstore.cassandra.CassandraLayout;
import dev.wayside.kvstore.cassandra.CassandraLocation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wayside store init}: an empty store, and on a cluster its keyspace and tables. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Creates an empty history store. 'wayside ingest' creates a directory itself; on a Cassandra cluster run this"
                    + " once, because the replication must be chosen.",
            "",
            "A second run with the same options keeps the data, and upgrades a store of an earlier version of Wayside. An"
                    + " existing keyspace keeps its replication.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  wayside store init --store 'cassandra://db1,db2/history?dc=frankfurt' --sample-interval 100 \\",
            "    --zone Europe/Berlin --replicas 3 --retention-days 400"
        })
final class StoreInitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOption store = new StoreOption();

    @Mixin
    private StoreGridOptions grid = new StoreGridOptions();

    @Option(names = "--replicas", paramLabel = "N", description = "Copies of every row, on a cluster (default: 3).")
    private @Nullable Integer replicas;

    @Option(
            names = "--days-per-partition",
            paramLabel = "DAYS",
            description = "Days of a cell in one partition, on a cluster: more if a cell has few visits a day, fewer"
                    + " if it has thousands (default: 7).")
    private @Nullable Integer daysPerPartition;

    @Option(
            names = "--retention-days",
            paramLabel = "DAYS",
            description = "On a cluster, delete rows this many days after they were written (default: keep them).")
    private @Nullable Integer retentionDays;

    @Override
    public Integer call() {
        StoreSettings settings = inRange(() -> grid.forNewStore(grid.sampleIntervalMillis()
                .orElseThrow(() -> new IllegalArgumentException(
                        "name the sampling grid with --sample-interval MS; it cannot be changed later"))));
        StoreLocation location = store.location();
        if (location instanceof CassandraLocation cluster) {
            CassandraHistoryStore.create(cluster, settings, inRange(this::layout));
        } else {
            requireNoLayout(location);
            location.openOrCreate(settings).close();
        }
        spec.commandLine().getOut().println(location + " is ready: " + settings.toText());
        return ExitCode.OK;
    }

    private CassandraLayout layout() {
        CassandraLayout usual = CassandraLayout.DEFAULT;
        return new CassandraLayout(
                Objects.requireNonNullElse(replicas, usual.replicas()),
                Objects.requireNonNullElse(daysPerPartition, usual.daysPerPartition()),
                Objects.requireNonNullElse(retentionDays, usual.retentionDays()));
    }

    private void requireNoLayout(StoreLocation location) {
        if (replicas != null || daysPerPartition != null || retentionDays != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--replicas, --days-per-partition and --retention-days are for clusters; " + location
                            + " is a directory");
        }
    }

    /** A value out of its range is a usage error. */
    private <T> T inRange(Supplier<T> choice) {
        try {
            return choice.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
