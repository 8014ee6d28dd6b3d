package dev.wayside.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.ConfigFile;
import dev.wayside.relay.routing.TransparentRouting;
import dev.wayside.relay.run.CloudRelay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wayside-relay cloud}: the relay near the servers. */
@Command(
        name = "cloud",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Accepts paths of edges and connects to the servers with the clients' own addresses.", ""},
        footer = {"", "Example:", "  wayside-relay cloud --config cloud.yaml --setup"})
final class CloudCommand implements Callable<Integer> {

    @Option(names = "--config", required = true, description = "Configuration file (YAML).")
    private Path config = Path.of("cloud.yaml");

    @Mixin
    private RunOptions options = new RunOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        HangupSignal hangup = HangupSignal.hold();
        CloudConfig cloud = read();
        CloudRelay relay = CloudRelay.start(cloud, this::read);
        RelayRun.start(relay, cloud.status(), () -> routing(cloud, relay))
                .untilStopped(options.drainSeconds(), hangup, spec.commandLine().getErr());
        return 0;
    }

    private CloudConfig read() throws ConfigException, IOException {
        CloudConfig cloud = ConfigFile.read(config, CloudConfig.class);
        if (options.setup() && cloud.device().isEmpty()) {
            throw new ConfigException(config + ": --setup needs 'device', the interface towards the servers");
        }
        return cloud;
    }

    private Optional<TransparentRouting> routing(CloudConfig cloud, CloudRelay relay)
            throws IOException, ConfigException, InterruptedException {
        return options.setup()
                ? Optional.of(TransparentRouting.cloud(cloud.device().orElseThrow(), relay.injectionDevice()))
                : Optional.empty();
    }
}
