package dev.wayside.traceingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.wayside.kvstore.command.ExitCode;
import dev.wayside.traceingest.format.CompanionFormat;
import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.mapping.ColumnMapping;
import dev.wayside.traceingest.mapping.ShippedMappings;
import dev.wayside.traceingest.proposal.MappingProposal;
import dev.wayside.traceingest.proposal.UnreadableSampleException;
import dev.wayside.traceingest.row.TraceIngestException;
import dev.wayside.traceingest.source.LogHead;
import dev.wayside.traceingest.source.LogSource;
import dev.wayside.traceingest.source.LogSources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wayside mapping}: a first mapping for a log of an unknown program. */
@Command(
        name = "mapping",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Looks at a log of an unknown program and writes a first mapping for it: the meaning of its columns, in YAML.",
            "",
            "It guesses from the names and values of the first rows, then reads the whole log with the result and counts."
                    + " Comments in the mapping say what is unsure and what is missing; standard error repeats them. Nothing"
                    + " is stored.",
            ""
        },
        footer = {
            "",
            "From a log to a store:",
            "  wayside mapping --out app.yaml drive.csv                   writes the mapping",
            "  nano app.yaml                                              resolve 'unsure' and 'missing'",
            "  wayside ingest --store city --mapping app.yaml drive.csv   stores the log, and others of the app",
            "",
            "In the mapping:",
            "  # unsure: ...    a guess: check the line below. A line that begins with # has no effect",
            "  # missing: ...   nothing was found, or several things: without it the log is refused or read wrong",
            "  # not used: ...  the other columns",
            "  The README of trace-ingest describes all fields ('mapped'). 'wayside ingest --dry-run --mapping FILE LOG'",
            "  tries a mapping after a change.",
            "",
            "Exit codes: 0 a mapping was written, or none is needed; 2 wrong usage; 65 no columns were found; 66 no such",
            "file; 74 the mapping could not be written."
        })
public final class MappingCommand implements Callable<Integer> {

    /** Chosen: some thousand rows, and the first records of a document. */
    private static final int HEAD_BYTES = 1 << 19;

    /** Chosen: the trial needs a carrier even if the mapping does not name it. */
    private static final String PLACEHOLDER = "operator";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "LOG", description = "A log: delimited text, or JSON; .gz as it is.")
    private Path log = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the mapping to this new file (default: standard output).")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (out != null && Files.exists(out)) {
            throw new ParameterException(spec.commandLine(), out + " exists; name a new file, or remove it");
        }
        LogSource source = onlyLog();
        try (InputStream in = source.open(count -> {})) {
            LogHead head = LogHead.read(in);
            if (head.isBinary()
                    || head.isDamaged()
                    || CompanionFormat.recognise(head.firstLine()).isPresent()) {
                throw new TraceIngestException(head.whyUnrecognised());
            }
            if (isReadAsItIs(source, head)) {
                return ExitCode.OK;
            }
            byte[] bytes = head.wholeLog(in).readNBytes(HEAD_BYTES);
            MappingProposal proposal = MappingProposal.of(source.fileName(), bytes, bytes.length < HEAD_BYTES);
            write(proposal);
            explain(proposal);
            trial(source, proposal);
            return ExitCode.OK;
        } catch (UnreadableSampleException | TraceIngestException e) {
            say(source.name() + ": " + e.getMessage());
            return ExitCode.BAD_DATA;
        }
    }

    private LogSource onlyLog() throws IOException {
        List<LogSource> sources = LogSources.find(List.of(log));
        if (sources.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(), log + " holds " + sources.size() + " logs; name one of them, unpacked");
        }
        return sources.get(0);
    }

    /** True, with a message, if the log is of a known format and something of it can be stored. */
    private boolean isReadAsItIs(LogSource source, LogHead head) throws InterruptedException {
        Optional<LogFormat> format = LogReading.AS_LOGGED.formatOf(head.firstLine());
        if (format.isEmpty() || (format.get() == LogFormat.NDJSON && head.isGeoJson())) {
            return false;
        }
        String name = format.get() == LogFormat.MAPPED
                ? "included mapping "
                        + ShippedMappings.recognise(head.firstLine())
                                .map(ColumnMapping::name)
                                .orElse("")
                : "format " + format.get();
        MappingTrial trial = MappingTrial.of(source, LogReading.AS_LOGGED);
        MappingTrial named =
                trial.isStored() ? trial : MappingTrial.of(source, LogReading.AS_LOGGED.withCarrier(PLACEHOLDER));
        if (named.isStored()) {
            say(source.name() + " is recognised: " + name + ". No mapping is needed: wayside ingest "
                    + (trial.isStored() ? "" : "--carrier ID ") + source.name());
            named.print(spec.commandLine().getErr());
            return true;
        }
        say(source.name() + " is recognised: " + name + ". But as it is, " + trial.failure());
        return false;
    }

    private void write(MappingProposal proposal) throws IOException {
        if (out == null) {
            spec.commandLine().getOut().print(proposal.yaml());
            spec.commandLine().getOut().flush();
            return;
        }
        try {
            Files.writeString(out, proposal.yaml(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new ParameterException(spec.commandLine(), out + " exists; name a new file, or remove it", e);
        }
        say("wrote " + out);
    }

    private void explain(MappingProposal proposal) {
        proposal.missing().forEach(remark -> say("missing: " + remark));
        proposal.unsure().forEach(remark -> say("unsure: " + remark));
    }

    private void trial(LogSource source, MappingProposal proposal) throws IOException, InterruptedException {
        ColumnMapping mapping;
        try {
            mapping = ColumnMapping.read(
                    "proposal", new ByteArrayInputStream(proposal.yaml().getBytes(StandardCharsets.UTF_8)));
        } catch (TraceIngestException e) {
            say("not tried: the mapping is not complete (" + e.getMessage()
                    + "). After the edit, try it with: wayside ingest" + " --dry-run --mapping FILE " + source.name());
            return;
        }
        LogReading reading = LogReading.AS_LOGGED.withMapping(mapping);
        boolean hasCarrier = proposal.yaml().contains("\ncarrier: ");
        MappingTrial.of(source, hasCarrier ? reading : reading.withCarrier(PLACEHOLDER))
                .print(spec.commandLine().getErr());
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
