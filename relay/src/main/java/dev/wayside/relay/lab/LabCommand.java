package dev.wayside.relay.lab;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.ConfigFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wayside lab}: plays scenarios on a network of namespaces, and compares. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays a scenario with each of its contenders over the same emulated carriers, and compares them. The network is"
                    + " made of namespaces that vanish with the lab; nothing leaves the machine.",
            ""
        },
        footer = {
            "",
            "Scenarios that come along: aggregation, uneven (both also with -warm), blackout, files, messages, idle.",
            "Example:",
            "  wayside lab blackout --repeat 3"
        })
public final class LabCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..1",
            description = "Name of one that comes along, or a YAML file (default: ${DEFAULT-VALUE}).")
    private String name = "blackout";

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Runs of each contender, in turns (default: ${DEFAULT-VALUE}).")
    private int repeat = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where logs and the plot go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("wayside-lab");

    @Option(names = "--only", paramLabel = "CONTENDER", description = "Only these contenders.", split = ",")
    private List<Scenario.Contender> only = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command with its defaults; the command line fills in the rest. */
    public LabCommand() {}

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(out);
        if (!LabNetwork.isInside()) {
            return inNamespacesOfItsOwn();
        }
        Path file = scenarioFile();
        Scenario scenario = ConfigFile.read(file, Scenario.class);
        LabReport report = new LabReport();
        try (LabNetwork network = new LabNetwork(scenario, file)) {
            LabRun run = new LabRun(scenario, network, out.toAbsolutePath());
            for (int i = 0; i < repeat; i++) {
                for (Scenario.Contender contender : scenario.contenders()) {
                    if (only.isEmpty() || only.contains(contender)) {
                        spec.commandLine().getErr().println("run " + (i + 1) + " of " + repeat + ": " + contender);
                        spec.commandLine().getErr().flush();
                        report.add(contender, run.measure(contender));
                    }
                }
            }
        }
        report.print(scenario, spec.commandLine().getOut());
        report.plot(scenario, out.resolve(name.replaceAll(".*/|\\.ya?ml$", "") + ".svg"));
        return 0;
    }

    /** The scenario that comes along is written out, so that it can be read and changed. */
    private Path scenarioFile() throws IOException, ConfigException {
        if (name.contains(".")) {
            return Path.of(name);
        }
        try (InputStream known = LabCommand.class.getResourceAsStream("scenario/" + name + ".yaml")) {
            if (known == null) {
                throw new ConfigException(
                        "there is no scenario " + name + "; wayside lab --help names those there are");
            }
            return Files.write(out.resolve(name + ".yaml"), known.readAllBytes());
        }
    }

    private int inNamespacesOfItsOwn() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "-Urnmp",
                "--mount-proc",
                "--kill-child",
                "-f",
                "sh",
                "-c",
                "mount -t tmpfs tmpfs /run && mkdir /run/netns && touch /run/wayside-lab && ip link set lo up && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path").replace(':', File.pathSeparatorChar),
                "dev.wayside.relay.RelayProgram",
                "lab"));
        command.addAll(spec.commandLine().getParent().getParseResult().subcommand().originalArgs().stream()
                .skip(1)
                .toList());
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new IOException("'unshare' is missing; on Debian: apt install util-linux", e);
        }
    }
}
