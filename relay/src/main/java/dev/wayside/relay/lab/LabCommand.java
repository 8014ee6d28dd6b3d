package dev.wayside.relay.lab;

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

/** The command {@code wayside lab}: it plays scenarios on a network of namespaces, and compares contenders. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays a scenario with each of its contenders over the same emulated carriers, and compares them. The network"
                    + " consists of namespaces that are removed at the end; nothing leaves the machine.",
            ""
        },
        footer = {
            "",
            "Included scenarios: aggregation, uneven (both also with -warm), blackout, files, messages, calls, idle, raw,"
                    + " trip, trip-short, trip-measured.",
            "Examples:",
            "  wayside lab blackout --repeat 3",
            "  wayside lab trip --seeds 10"
        })
public final class LabCommand implements Callable<Integer> {

    /** Chosen: four late starts in a row mean that the machine is too busy to measure. */
    private static final int MAX_STARTS = 4;

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..1",
            description = "Name of an included scenario, or a YAML file (default: ${DEFAULT-VALUE}).")
    private String name = "blackout";

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Number of runs of each contender, in turn (default: ${DEFAULT-VALUE}).")
    private int repeat = 1;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Trips: lines 1 to N, each played with each contender; runs in the folder of --out are not"
                    + " repeated (default: ${DEFAULT-VALUE}).")
    private int seeds = 1;

    @Option(
            names = "--wayside",
            paramLabel = "JAR",
            description = "Trips: the wayside program (default: the one in this checkout).")
    private Path wayside = WaysideProgram.inCheckout();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for logs and the plot (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("wayside-lab");

    @Option(
            names = "--only",
            paramLabel = "CONTENDER",
            description = "Contenders to play instead of the scenario's: ${COMPLETION-CANDIDATES}.",
            split = ",")
    private List<Scenario.Contender> only = new ArrayList<>();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Length of a run, or of a trip's stretch, instead of the scenario's.")
    private Optional<Double> seconds = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command with defaults, which the command line replaces. */
    public LabCommand() {}

    @Override
    public Integer call() throws Exception {
        require(repeat >= 1, "--repeat must be 1 or above, not " + repeat);
        require(seeds >= 1, "--seeds must be 1 or above, not " + seeds);
        require(seconds.orElse(1.0) > 0, "--seconds must be above 0, not " + seconds.orElse(1.0));
        Files.createDirectories(out);
        if (!LabNetwork.isInside()) {
            return inOwnNamespaces();
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
                    print("run " + (i + 1) + " of " + repeat + ": " + contender);
                    report.add(contender, run.measure(contender));
                }
            }
        }
        report.print(scenario, spec.commandLine().getOut());
        report.plot(scenario, out.resolve(scenarioName() + ".svg"));
        return 0;
    }

    private void require(boolean valid, String mistake) {
        if (!valid) {
            throw new ParameterException(spec.commandLine(), mistake);
        }
    }

    /** The scenario with the contenders that this machine can play. */
    private Scenario playable(Scenario scenario) throws ConfigException {
        SystemPrograms.require("ip", "nft", "curl", "sysctl");
        List<Scenario.Contender> left = scenario.contenders().stream()
                .filter(contender -> !contender.isMptcp() || SystemPrograms.has(SystemPrograms.MPTCPIZE))
                .toList();
        if (left.isEmpty()) {
            SystemPrograms.require(SystemPrograms.MPTCPIZE);
        }
        if (left.size() < scenario.contenders().size()) {
            print("without kernel MPTCP: " + SystemPrograms.missing(List.of(SystemPrograms.MPTCPIZE)));
        }
        return scenario.with(left, Optional.empty());
    }

    /** Plays trips. Each seed is a line of its own; contenders take turns, each time with another one first. */
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
                    print(String.format(
                            Locale.ROOT,
                            "seed %d of %d: %s; %.1f s dark",
                            plan.seed(),
                            seeds,
                            contender,
                            plan.darkSeconds()));
                    results.add(plan.seed(), contender, measureInTime(run, contender));
                }
            }
        } finally {
            service.destroy();
            service.waitFor();
        }
    }

    /** A measurement that is repeated if its relays started late, because another program kept the machine busy. */
    private Map<String, List<Double>> measureInTime(LabRun run, Scenario.Contender contender)
            throws IOException, InterruptedException {
        for (int i = 1; i < MAX_STARTS; i++) {
            try {
                return run.measure(contender);
            } catch (LateStartException e) {
                print(e.getMessage() + "; trying again");
            }
        }
        return run.measure(contender);
    }

    private void print(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private String scenarioName() {
        return name.replaceAll(".*/|\\.ya?ml$", "");
    }

    /** The file of the scenario. An included scenario is written to the folder, so that it can be read and changed. */
    private Path scenarioFile() throws IOException, ConfigException {
        if (name.contains(".")) {
            return Path.of(name);
        }
        try (InputStream known = LabCommand.class.getResourceAsStream("scenario/" + name + ".yaml")) {
            if (known == null) {
                throw new ConfigException(
                        "there is no scenario '" + name + "'; wayside lab --help lists the included ones");
            }
            return Files.write(out.resolve(name + ".yaml"), known.readAllBytes());
        }
    }

    private int inOwnNamespaces() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "-Urnmp",
                "--mount-proc",
                "--kill-child",
                "-f",
                "sh",
                "-c",
                "mount -t tmpfs tmpfs /run && mkdir /run/netns && touch /run/wayside-lab && ip link set lo up && exec \"$@\"",
                "sh"));
        // The original arguments begin with "lab".
        command.addAll(JavaCommand.of(
                List.of(),
                RelayPair.PROGRAM,
                spec.commandLine().getParent().getParseResult().subcommand().originalArgs()));
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new IOException("'unshare' is not installed; on Debian: apt install util-linux", e);
        }
    }
}
