package dev.wayside.kvstore;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wayside store copy}: a history from one store into another, compared afterwards. */
@Command(
        name = "copy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Copies a history into another store, and then reads both and compares all that was copied. A directory is"
                    + " created if it is not there; on a cluster run 'wayside store init' first, with the same settings.",
            "",
            "What the other store holds besides stays, but for the calibration of 'wayside evaluate', if the first store has"
                    + " one. After a failure run it again. Which logs were stored is copied last:"
                    + " only where all is found equal does 'wayside ingest' skip them in the other store too. Do not"
                    + " write to or delete from the first store meanwhile.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  wayside store copy --from line-store --to 'cassandra://db1,db2/history?dc=frankfurt'"
        })
final class StoreCopyCommand implements Callable<Integer> {

    private static final int BAD_DATA = 65;
    private static final int MAX_SHOWN = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--from",
            paramLabel = "STORE",
            required = true,
            converter = StoreOption.LocationConverter.class,
            description = "The store that is read.")
    private StoreLocation from = StoreLocation.parse("");

    @Option(
            names = "--to",
            paramLabel = "STORE",
            required = true,
            converter = StoreOption.LocationConverter.class,
            description = "The store that is written.")
    private StoreLocation to = StoreLocation.parse("");

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
                say(to + " does not hold what " + from + " holds; see that nobody writes to or deletes from either,"
                        + " and run this again");
                return BAD_DATA;
            }
            copy.copyCalibration();
            copy.copySources();
            spec.commandLine().getOut().printf("%s: %s; all of it found equal in %s%n", from, copy.toText(), to);
            return 0;
        }
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
