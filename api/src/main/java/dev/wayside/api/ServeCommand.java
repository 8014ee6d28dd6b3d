package dev.wayside.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

import dev.wayside.api.http.WaysideService;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreOption;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.search.CellIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code wayside serve}: answers over HTTP from a store until it is told to stop (SIGTERM or SIGINT), then finishes the
 * requests under way and closes the store.
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
    private StoreOption storeOption = new StoreOption();

    @Option(names = "--host", description = "Name or address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(names = "--port", description = "Port to listen on; 0 takes any free one (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(names = "--k", description = "How many past visits a prediction looks for (default: ${DEFAULT-VALUE}).")
    private int k = MatchSettings.DEFAULT_K;

    @Option(
            names = "--threshold-db",
            paramLabel = "DB",
            description =
                    "Distance up to which a visit counts towards the confidence, RMS per sample in dB (default: ${DEFAULT-VALUE}).")
    private double thresholdDb = MatchSettings.DEFAULT_THRESHOLD_DB;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command with its defaults; the command line fills in the rest. */
    public ServeCommand() {}

    @Override
    public Integer call() throws IOException {
        requirePort();
        try (HistoryStore store = storeOption.open();
                WaysideService service = WaysideService.start(store, settings(store.settings()), host, port)) {
            UntilStopped.serve(store, service, () -> sayWhereItListens(service));
            return ExitCode.OK;
        }
    }

    private void sayWhereItListens(WaysideService service) {
        err().println("listening on http://" + urlHost() + ":" + service.port());
        err().println("searching with " + CellIndex.arithmetic());
        err().flush();
    }

    private MatchSettings settings(StoreSettings store) {
        try {
            return MatchSettings.defaultsFor(store).withK(k).withThresholdDb(thresholdDb);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void requirePort() {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "the port must lie between 0 and 65535, not " + port);
        }
    }

    /** An IPv6 address stands in brackets in a URL. */
    private String urlHost() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
