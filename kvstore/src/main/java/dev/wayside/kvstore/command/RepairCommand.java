package dev.wayside.kvstore.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.kvstore.rocksdb.RocksDbSalvage;
import dev.wayside.kvstore.rocksdb.SalvageReport;
import dev.wayside.kvstore.rocksdb.StoreDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wayside repair}: saves what can be read of a damaged store. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Saves what can be read of a damaged store into a new one, and names what is lost. The damaged store stays as it"
                    + " is. A backup is better, if you have one.",
            "",
            "Days that were deleted shortly before the damage may come back. The list of stored logs is not saved: 'wayside"
                    + " ingest' reads all logs again, and replaces what is there.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 everything was saved, 65 something is lost.",
            "",
            "Example:",
            "  wayside repair --store line-store --to line-store-repaired"
        })
public final class RepairCommand implements Callable<Integer> {

    @Mixin
    private StoreOption storeOption = new StoreOption();

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "New directory for what is saved.")
    private Path to = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command with its defaults; the command line fills in the rest. */
    public RepairCommand() {}

    @Override
    public Integer call() {
        if (!(storeOption.location() instanceof StoreDirectory directory)) {
            throw new ParameterException(
                    spec.commandLine(), "a store on a cluster is repaired there, with 'nodetool repair --full'");
        }
        PrintWriter err = spec.commandLine().getErr();
        SalvageReport report = RocksDbSalvage.save(directory.path(), to, line -> say(err, line));
        report.lost().forEach(lost -> say(err, "lost: " + lost));
        try (HistoryStore saved = RocksDbHistoryStore.open(to)) {
            spec.commandLine()
                    .getOut()
                    .printf("saved %,d windows (%s) to %s%n", saved.statistics().windows(), report.rowsByTable(), to);
        }
        return report.lost().isEmpty() ? ExitCode.OK : ExitCode.BAD_DATA;
    }

    private static void say(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }
}
