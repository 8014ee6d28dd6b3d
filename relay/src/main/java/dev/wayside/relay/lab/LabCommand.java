package dev.wayside.relay.lab;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.ConfigFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
            "Scenarios that come along: aggregation, uneven (both also with -warm), blackout, files, messages, calls, idle, raw,"
                    + " trip, trip-short, trip-measured.",
            "Examples:",
            "  wayside lab blackout --repeat 3",
            "  wayside lab trip --seeds 10"
        })
public final class LabCommand implements Callable<Integer> {

    private static final int STARTS = 4;

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
            names = "--seeds",
            paramLabel = "N",
            description =
                    "Trips: lines 1 to N, each played with each contender; what was measured before is not measured"
                            + " again (default: ${DEFAULT-VALUE}).")
    private int seeds = 1;

    @Option(
            names = "--wayside",
            paramLabel = "JAR",
            description = "Trips: the wayside program (default: the one that was built with this).")
    private Path wayside = WaysideProgram.beside();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where logs and the plot go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("wayside-lab");

    @Option(
            names = "--only",
            paramLabel = "CONTENDER",
            description = "These contenders instead of the scenario's: ${COMPLETION-CANDIDATES}.",
            split = ",")
    private List<Scenario.Contender> only = new ArrayList<>();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description =
                    "How long a run takes, instead of what the scenario says; of trips, the stretch that is played.")
    private Optional<Double> seconds = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command with its defaults; the command line fills in the rest. */
    public LabCommand() {}

    @Override
    public Integer call() throws Exception {
        require(repeat >= 1, "--repeat is 1 or above, not " + repeat);
        require(seeds >= 1, "--seeds is 1 or above, not " + seeds);
        require(seconds.orElse(1.0) > 0, "--seconds is above 0, not " + seconds.orElse(1.0));
        Files.createDirectories(out);
        if (!LabNetwork.isInside()) {
            return inNamespacesOfItsOwn();
        }
        Path file = scenarioFile();
        Scenario scenario = playable(ConfigFile.read(file, Scenario.class).with(only, seconds));
        if (scenario.trip().isPresent()) {
            return trips(scenario, file);
        }
        LabReport report = new LabReport();
        try (LabNetwork network = new LabNetwork(scenario, file)) {
            LabRun run = new LabRun(scenario, network, out.toAbsolutePath(), Optional.empty());
            for (int i = 0; i < repeat; i++) {
                for (Scenario.Contender contender : scenario.contenders()) {
                    say("run " + (i + 1) + " of " + repeat + ": " + contender);
                    report.add(contender, run.measure(contender));
                }
            }
        }
        report.print(scenario, spec.commandLine().getOut());
        report.plot(scenario, out.resolve(scenarioName() + ".svg"));
        return 0;
    }

    private void require(boolean holds, String mistake) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), mistake);
        }
    }

    /** Where kernel MPTCP cannot be compared with, the rest is. */
    private Scenario playable(Scenario scenario) throws ConfigException {
        SystemPrograms.require("ip", "nft", "curl", "sysctl");
        List<Scenario.Contender> left = scenario.contenders().stream()
                .filter(contender -> !contender.isMptcp() || SystemPrograms.has(SystemPrograms.MPTCPIZE))
                .toList();
        if (left.isEmpty()) {
            SystemPrograms.require(SystemPrograms.MPTCPIZE);
        }
        if (left.size() < scenario.contenders().size()) {
            say("without kernel MPTCP: " + SystemPrograms.missing(List.of(SystemPrograms.MPTCPIZE)));
        }
        return scenario.with(left, Optional.empty());
    }

    /** Each seed is a line of its own; contenders take turns, another one first each time. */
    private int trips(Scenario scenario, Path file) throws Exception {
        Path folder = out.toAbsolutePath();
        WaysideProgram program = new WaysideProgram(wayside.toAbsolutePath(), folder);
        TripResults results = TripResults.open(folder.resolve(scenarioName() + ".ndjson"), scenario.seconds());
        try (LabNetwork network = new LabNetwork(scenario, file)) {
            for (int seed = 1; seed <= seeds; seed++) {
                if (!results.hasAll(seed, scenario.contenders())) {
                    play(scenario, network, new TripMaker(scenario, program, folder).make(seed), program, results);
                }
            }
        }
        new TripReport(results).print(scenario, spec.commandLine().getOut());
        return 0;
    }

    private void play(Scenario scenario, LabNetwork network, TripPlan plan, WaysideProgram program, TripResults results)
            throws IOException, InterruptedException {
        LabRun run = new LabRun(scenario, network, out.toAbsolutePath(), Optional.of(plan));
        Process service = program.serve(plan.store());
        try {
            int count = scenario.contenders().size();
            for (int i = 0; i < count; i++) {
                Scenario.Contender contender = scenario.contenders().get((i + plan.seed()) % count);
                if (!results.has(plan.seed(), contender)) {
                    say(String.format(
                            Locale.ROOT,
                            "seed %d of %d: %s; %.1f s dark",
                            plan.seed(),
                            seeds,
                            contender,
                            plan.darkSeconds()));
                    results.add(plan.seed(), contender, inTime(run, contender));
                }
            }
        } finally {
            service.destroy();
            service.waitFor();
        }
    }

    /** Another program may keep the machine busy just when relays start: a trip of ten lines is not to end for that. */
    private Map<String, List<Double>> inTime(LabRun run, Scenario.Contender contender)
            throws IOException, InterruptedException {
        for (int i = 1; i < STARTS; i++) {
            try {
                return run.measure(contender);
            } catch (LateStartException e) {
                say(e.getMessage() + "; once more");
            }
        }
        return run.measure(contender);
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private String scenarioName() {
        return name.replaceAll(".*/|\\.ya?ml$", "");
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
