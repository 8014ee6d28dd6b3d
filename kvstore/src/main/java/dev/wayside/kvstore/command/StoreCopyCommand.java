package dev.wayside.kvstore.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreLocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wayside store copy}: copies a history from one store into another, and compares. */
@Command(
        name = "copy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Copies a history into another store, then reads both and compares everything that was copied. A directory is"
                    + " created if it does not exist; on a cluster run 'wayside store init' first, with the same settings.",
            "",
            "Other rows of the target stay. The calibration of 'wayside calibrate' is replaced if the source has"
                    + " one; mappings of logs are replaced by those of the same names. After a failure run it again. The list of stored logs is copied last:"
                    + " 'wayside ingest' skips them in the target only if everything was equal. Do not"
                    + " write to or delete from the source meanwhile.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  wayside store copy --from line-store --to 'cassandra://db1,db2/history?dc=frankfurt'"
        })
final class StoreCopyCommand implements Callable<Integer> {

    private static final int BAD_DATA = 65;
    /** Chosen: enough to see the pattern of the differences. */
    private static final int MAX_SHOWN = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--from",
            paramLabel = "STORE",
            required = true,
            converter = StoreOption.LocationConverter.class,
            description = "The source store.")
    private StoreLocation from = StoreLocations.parse("");

    @Option(
            names = "--to",
            paramLabel = "STORE",
            required = true,
            converter = StoreOption.LocationConverter.class,
            description = "The target store.")
    private StoreLocation to = StoreLocations.parse("");

    @Override
    public Integer call() {
        if (from.toString().equals(to.toString())) {
            throw new ParameterException(spec.commandLine(), "--from and --to are the same store");
        }
        try (HistoryStore source = from.openReadOnly();
                HistoryStore target = to.openOrCreate(source.settings())) {
            StoreCopy copy = new StoreCopy(source, target, line -> say(line));
            copy.copyHistory();
            List<String> differences = copy.differences(MAX_SHOWN);
            if (!differences.isEmpty()) {
                differences.forEach(this::say);
                say(to + " does not hold what " + from
                        + " holds; make sure that no process writes to or deletes from either,"
                        + " and run this again");
                return BAD_DATA;
            }
            copy.copyCalibration();
            copy.copyMappings();
            copy.copyTrips();
            copy.copySources();
            spec.commandLine().getOut().printf("%s: %s; all equal in %s%n", from, copy.toText(), to);
            return ExitCode.OK;
        }
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
