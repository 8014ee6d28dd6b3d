package dev.wayside.kvstore.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import dev.wayside.kvstore.CheckpointStore;
import dev.wayside.kvstore.HistoryStore;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wayside verify}: reads everything in a store, and names what is damaged. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Reads every block of every file and every row of every table of a store, and names what is damaged. Changes"
                    + " nothing.",
            "",
            "A service that writes to the store replaces files meanwhile: stop it, or verify a backup.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 all is sound, 65 something is damaged: restore a backup, or use wayside repair.",
            "",
            "Examples:",
            "  wayside verify --store line-store",
            "  wayside verify --store /backups/20260105T070000.000Z"
        })
public final class VerifyCommand implements Callable<Integer> {

    private static final double MEGABYTE = 1e6;

    @Mixin
    private StoreOption storeOption = new StoreOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command with its defaults; the command line fills in the rest. */
    public VerifyCommand() {}

    @Override
    public Integer call() {
        try (HistoryStore store = storeOption.openReadOnly()) {
            StoreVerification verification = verified(store);
            if (verification.isSound()) {
                spec.commandLine().getOut().println(storeOption.location() + " is sound: " + verification.toText());
                return ExitCode.OK;
            }
            PrintWriter err = spec.commandLine().getErr();
            verification.faults().forEach(fault -> err.println("damaged: " + fault));
            err.println(storeOption.location() + " is damaged; could be read: " + verification.toText()
                    + ". Restore a backup, or save what can be read: wayside repair --store " + storeOption.location()
                    + " --to NEW-DIRECTORY");
            err.flush();
            return ExitCode.BAD_DATA;
        }
    }

    private static StoreVerification verified(HistoryStore store) {
        long fileBytes = store instanceof CheckpointStore files ? files.tableFileBytes() : 0;
        try (ProgressBar bar = bar(fileBytes)) {
            StoreVerification verification = new StoreVerification(
                    store, bar::stepBy, stretches -> bar.setExtraMessage("%,d visits".formatted(stretches)));
            verification.run();
            return verification;
        }
    }

    private static ProgressBar bar(long fileBytes) {
        return new ProgressBarBuilder()
                .setTaskName("verify")
                .setInitialMax(fileBytes)
                .setUnit(" MB", (long) MEGABYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }
}
