package dev.wayside.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.kvstore.command.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program that compares the window search with its peers and prints the tables. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        version = "wayside-datasets-peers 0.1.0-SNAPSHOT",
        description = {
            "Compares Wayside's search of one cell with its alternatives: the same windows, the same queries,"
                    + " one thread.",
            "",
            "Prints a Markdown table per data set. Lucene and JVector are included; --external adds any other program"
                    + " to the comparison.",
            ""
        },
        footer = {
            "",
            "An external peer is run as COMMAND FOLDER. The folder holds base.fvecs, query.fvecs, truth.ivecs (the usual",
            "little-endian files: dBm, and the numbers of the 10 nearest windows), signal.i16 (the visits' samples one after",
            "the other, 1/16 dBm) and visits.i32 (samples per visit); windows count on through the visits. It prints a JSON",
            "object a line with peer, version, windows, median_cpu_micros, build_seconds, bytes_per_window and recall, or",
            "nothing if it does not fit.",
            "",
            "Exit codes: 0 ok, 1 a peer failed or an answer was wrong (other results are printed), 2 usage,",
            "66 no input, 74 input or output.",
            "",
            "Examples:",
            "  compare --sizes 1000,10000                    a first look, in a few minutes",
            "  compare --readme README.md --json peers.json  everything, in an hour or two",
            "  compare --external 'faiss-flat' --external 'pgvector.sh::max=100000'"
        })
public final class PeerComparison implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the data between runs (default: wayside-peers in the temporary folder).")
    private Path data = Path.of(System.getProperty("java.io.tmpdir"), "wayside-peers");

    @Option(
            names = "--sets",
            paramLabel = "SET",
            split = ",",
            description = "Data sets out of line, noise and ucc (default: all; ucc if WAYSIDE_DATASETS is set).")
    private List<DataSet> sets =
            Stream.of(DataSet.values()).filter(DataSet::isAtHand).toList();

    @Option(
            names = "--sizes",
            paramLabel = "WINDOWS",
            split = ",",
            defaultValue = "1000,10000,100000,1000000",
            description = "Numbers of windows (default: ${DEFAULT-VALUE}). Queries depend on the largest.")
    private List<Integer> sizes = List.of();

    @Option(
            names = "--build-limit",
            paramLabel = "WINDOWS",
            defaultValue = "1000000",
            description = "Build no graph of more windows than this (default: ${DEFAULT-VALUE}).")
    private int buildLimit;

    @Option(
            names = "--external",
            paramLabel = "COMMAND[::max=WINDOWS]",
            description = "Measure another program too, on at most this many windows; repeatable.")
    private List<String> externals = List.of();

    @Option(
            names = "--external-max",
            paramLabel = "WINDOWS",
            defaultValue = "1000000",
            description = "Give no external program more windows than this (default: ${DEFAULT-VALUE}).")
    private int externalMax;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to this file as well.")
    private @Nullable Path json;

    @Option(
            names = "--readme",
            paramLabel = "FILE",
            description = "Put the tables between its lines " + MarkedSection.BEGIN + " and " + MarkedSection.END + ".")
    private @Nullable Path readme;

    private static final int HELP_WIDTH = 120;

    private final List<String> failures = new ArrayList<>();

    /** Runs the program and exits with its code. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new PeerComparison())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler(PeerComparison::reportFailure);
    }

    private static int reportFailure(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (failure instanceof NoSuchFileException missing) {
            err.println("compare: there is no " + missing.getFile());
            return ExitCode.NO_INPUT;
        }
        if (failure instanceof IOException) {
            err.println("compare: " + failure);
            return ExitCode.IO;
        }
        failure.printStackTrace(err);
        return ExitCode.FAILURE;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<PeerProgram> programs = programs();
        requireSizes();
        if (readme != null) {
            // Before anything that takes long.
            new MarkedSection(readme).requirePresent();
        }
        Comparison comparison = measure(programs);
        print(comparison);
        return failures.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private void requireSizes() {
        if (sizes.stream().anyMatch(size -> size < NearestWindows.K)) {
            throw new ParameterException(
                    spec.commandLine(), "a size is at least " + NearestWindows.K + " windows, not as in " + sizes);
        }
        sizes = sizes.stream().sorted().distinct().toList();
    }

    private List<PeerProgram> programs() {
        List<PeerProgram> programs = new ArrayList<>();
        for (JavaPeer peer : JavaPeer.values()) {
            programs.add(PeerProgram.of(peer, peer.buildsGraph() ? buildLimit : Integer.MAX_VALUE));
        }
        try {
            externals.forEach(external -> programs.add(PeerProgram.external(external, externalMax)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return programs;
    }

    private Comparison measure(List<PeerProgram> programs) throws IOException, InterruptedException {
        Progress progress = new Progress(spec.commandLine().getErr());
        WorkloadCache cache = new WorkloadCache(data, progress);
        List<List<WorkloadFolder>> workloads = new ArrayList<>();
        for (DataSet set : sets) {
            // All of them first: a missing data set fails before the hours of measurement.
            workloads.add(cache.prepare(set, sizes));
        }
        List<Comparison.SetResults> results = new ArrayList<>();
        for (List<WorkloadFolder> ofSet : workloads) {
            results.add(measure(programs, ofSet, progress));
        }
        return new Comparison(Machine.ofThisProcess(), command(), results, failures);
    }

    private Comparison.SetResults measure(List<PeerProgram> programs, List<WorkloadFolder> workloads, Progress progress)
            throws IOException, InterruptedException {
        List<WorkloadFolder.Label> labels = new ArrayList<>();
        List<PeerResult> results = new ArrayList<>();
        for (WorkloadFolder workload : workloads) {
            WorkloadFolder.Label label = workload.label();
            labels.add(label);
            for (PeerProgram program : programs) {
                if (program.accepts(label)) {
                    results.addAll(measure(program, workload, progress));
                }
            }
        }
        return new Comparison.SetResults(labels, results);
    }

    private List<PeerResult> measure(PeerProgram program, WorkloadFolder workload, Progress progress)
            throws IOException, InterruptedException {
        try {
            progress.say("%s: %s".formatted(workload.path(), program.name()));
            List<PeerResult> results = program.run(workload, progress);
            results.forEach(result -> progress.say("  " + result.toLine()));
            return results;
        } catch (PeerFailedException e) {
            String failure = String.valueOf(e.getMessage());
            progress.say("  FAILED: " + failure);
            failures.add(failure);
            return List.of();
        }
    }

    private void print(Comparison comparison) throws IOException {
        String text = new ComparisonText(comparison).toMarkdown();
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
        if (json != null) {
            Files.writeString(
                    json, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(comparison));
        }
        if (readme != null) {
            new MarkedSection(readme).replace(text);
        }
        failures.forEach(failure -> spec.commandLine().getErr().println("compare: " + failure));
    }

    /** The command line, to be typed again. */
    private String command() {
        return Stream.concat(
                        Stream.of("datasets/peers/compare"),
                        spec.commandLine().getParseResult().originalArgs().stream()
                                .map(PeerComparison::quoted))
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        return argument.matches("[\\w./,:=@%+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
