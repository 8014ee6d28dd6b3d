package dev.wayside.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.WaysideService;
import dev.wayside.datasets.estimate.Calibration;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.command.ExitCode;
import dev.wayside.matcher.Matcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code wayside serve}: answers over HTTP from a store until SIGTERM or SIGINT, then finishes the requests under way
 * and closes the store.
 */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Serves predictions and the history behind them over HTTP, until it is stopped (Ctrl-C or SIGTERM); requests"
                    + " under way are finished first.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  wayside serve --store line-store &",
            "  curl -s http://127.0.0.1:8080/v1/carriers",
            "  curl -s http://127.0.0.1:8080/v1/predictions -H 'Content-Type: application/json' -d \\",
            "    '{\"observations\":[{\"carrier\":\"cmcc\",\"cell\":\"107286274\",\"rsrpDbm\":[-90,-90,-91,-91,-91,-92,-92,-93,-93,-94]}]}'"
        })
public final class ServeCommand implements Callable<Integer> {

    @Mixin
    private ServeOptions options = new ServeOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command with its defaults; the command line fills in the rest. */
    public ServeCommand() {}

    @Override
    public Integer call() throws IOException {
        options.logFormat().apply();
        ConfiguredDefaults configured = (ConfiguredDefaults) spec.defaultValueProvider();
        options.warnOfTheMisspelt(configured);
        ServiceSettings settings = options.settings(configured.file(spec).tokens());
        try (HistoryStore store = options.openStore();
                WaysideService service =
                        WaysideService.start(store, settings.withMatch(options.match(store.settings())))) {
            UntilStopped.serve(store, service, () -> sayWhereItListens(service, store));
            return ExitCode.OK;
        }
    }

    private void sayWhereItListens(WaysideService service, HistoryStore store) {
        err().println("listening on " + options.urlStart() + ":" + service.port());
        err().println("searching with " + Matcher.arithmetic());
        if (Calibration.isOutdatedIn(store)) {
            err().println("the calibration of this store has the form of another version and is not used:"
                    + " run wayside calibrate");
        }
        err().flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
