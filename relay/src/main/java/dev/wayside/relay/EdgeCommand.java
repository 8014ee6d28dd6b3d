package dev.wayside.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.ConfigFile;
import dev.wayside.relay.config.ConfigSource;
import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.routing.TransparentRouting;
import dev.wayside.relay.run.EdgeRelay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wayside-relay edge}: the relay near the clients. */
@Command(
        name = "edge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Intercepts clients' connections and carries them to the cloud relay over all uplinks.", ""},
        footer = {"", "Example:", "  wayside-relay edge --config edge.yaml --setup"})
final class EdgeCommand implements Callable<Integer> {

    @Option(names = "--config", required = true, description = "Configuration file (YAML).")
    private Path config = Path.of("edge.yaml");

    @Mixin
    private RunOptions options = new RunOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        HangupSignal hangup = HangupSignal.hold();
        ConfigSource<EdgeConfig> source = () -> ConfigFile.read(config, EdgeConfig.class);
        EdgeConfig edge = source.read();
        RelayRun.start(EdgeRelay.start(edge, source), edge.status(), () -> routing(edge))
                .untilStopped(options.drainSeconds(), hangup, spec.commandLine().getErr());
        return 0;
    }

    private Optional<TransparentRouting> routing(EdgeConfig edge)
            throws IOException, ConfigException, InterruptedException {
        return options.setup() ? Optional.of(TransparentRouting.edge(edge.intercept())) : Optional.empty();
    }
}
