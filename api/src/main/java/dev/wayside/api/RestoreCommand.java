package dev.wayside.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.wayside.api.http.upkeep.BackupDirectory;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.command.ExitCode;
import dev.wayside.kvstore.command.StoreOption;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.kvstore.rocksdb.StoreDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wayside restore}: a backup becomes a store again. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Copies a backup to where a store should be; the backup stays. The store's directory must be empty or not there."
                    + " Reads everything before and after.",
            ""
        },
        footer = {"", "Example:", "  wayside restore /backups/20260105T070000.000Z --store line-store"})
public final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "BACKUP", description = "The backup's directory.")
    private Path backup = Path.of("");

    @Mixin
    private StoreOption storeOption = new StoreOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command with its defaults; the command line fills in the rest. */
    public RestoreCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!(storeOption.location() instanceof StoreDirectory directory)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a backup is restored to a directory; bring it to a cluster with: wayside store copy --from "
                            + backup + " --to " + storeOption.location());
        }
        Path target = directory.path();
        String contents = verified(backup);
        requireEmpty(target);
        Files.createDirectories(target);
        for (Path file : filesOf(backup)) {
            Files.copy(file, target.resolve(file.getFileName()));
        }
        if (!verified(target).equals(contents)) {
            throw new IOException("the copy at " + target + " holds other than the backup; remove it and repeat");
        }
        spec.commandLine().getErr().println("restored to " + target + ": " + contents);
        spec.commandLine().getErr().flush();
        return ExitCode.OK;
    }

    /** Reads everything in a store; returns what it holds. */
    private static String verified(Path store) {
        try (HistoryStore opened = RocksDbHistoryStore.openReadOnly(store)) {
            return BackupDirectory.requireSound(store, opened);
        }
    }

    private static void requireEmpty(Path target) throws IOException {
        if (Files.exists(target) && !filesOf(target).isEmpty()) {
            throw new IOException(target + " is not empty; name another directory, or move what is there away");
        }
    }

    private static List<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
