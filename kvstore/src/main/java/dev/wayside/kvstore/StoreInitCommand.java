package dev.wayside.kvstore;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

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
            "Creates an empty history store. In a directory an ingestion does so by itself; on a Cassandra cluster it is"
                    + " done once, with this, because it must be said how the history is replicated.",
            "",
            "Doing it again with the same options changes nothing. A keyspace that is there keeps its replication.",
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

    @Option(names = "--replicas", paramLabel = "N", description = "Copies of everything, on a cluster (default: 3).")
    private @Nullable Integer replicas;

    @Option(
            names = "--days-per-partition",
            paramLabel = "DAYS",
            description =
                    "Days of a cell that lie together, on a cluster: more where a cell sees few visits a day, fewer"
                            + " where it sees thousands (default: 7).")
    private @Nullable Integer daysPerPartition;

    @Option(
            names = "--retention-days",
            paramLabel = "DAYS",
            description = "On a cluster, delete what was written so many days ago (default: keep it).")
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
        return 0;
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

    /** A value that is out of its range was chosen by the operator. */
    private <T> T inRange(Supplier<T> choice) {
        try {
            return choice.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
