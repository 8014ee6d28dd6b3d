package dev.wayside.traceingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

import dev.wayside.traceingest.assembly.HandoverRule;
import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.row.Coverage;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowHandler;
import dev.wayside.traceingest.row.TraceIngestException;
import dev.wayside.traceingest.source.LineGuard;
import dev.wayside.traceingest.source.LogHead;
import dev.wayside.traceingest.source.LogSource;
import org.jspecify.annotations.Nullable;

/** Detection of the sampling interval from the first rows of the first readable log: the grid of a new store. */
final class SampleIntervalDetection {

    /** Default without a readable log. Chosen. */
    private static final int DEFAULT_MILLIS = 100;
    /** The usual grids of loggers. Chosen; the result is the coarsest that is not coarser than the log. */
    private static final int[] USUAL_MILLIS = {100, 200, 250, 500, 1_000, 2_000, 5_000};

    /** Chosen: allowance for jitter of the logger. */
    private static final double TOLERANCE = 1.25;

    private SampleIntervalDetection() {}

    static int intervalMillis(List<LogSource> sources, LogReading reading) {
        for (LogSource source : sources) {
            OptionalLong step = medianStepMillis(source, reading);
            if (step.isPresent()) {
                double coarsest = step.getAsLong() * TOLERANCE;
                return IntStream.of(USUAL_MILLIS)
                        .filter(usual -> usual <= coarsest)
                        .max()
                        .orElse(DEFAULT_MILLIS);
            }
        }
        return DEFAULT_MILLIS;
    }

    private static OptionalLong medianStepMillis(LogSource source, LogReading reading) {
        Steps steps = new Steps();
        try (InputStream in = source.open(count -> {})) {
            read(LogHead.read(in), reading, source.name(), steps);
        } catch (IOException | TraceIngestException e) {
            // The ingestion will meet the same failure, and report it. The rows before it are enough here.
        }
        return steps.median();
    }

    private static void read(LogHead head, LogReading reading, String logName, Steps steps) throws IOException {
        Optional<LogFormat> format = reading.formatOf(head.firstLine());
        if (format.isPresent()) {
            char separator = format.get().separatorOf(head.firstLine(), reading.mapping());
            InputStream rows = head.wholeLog(InputStream.nullInputStream());
            format.get()
                    .reader(reading.context(logName, ZoneOffset.UTC, HandoverRule.DEFAULT))
                    .read(new LineGuard(rows, separator, steps), steps);
        }
    }

    /** The steps between the rows of the first trace. */
    private static final class Steps implements RowHandler {

        private final List<Long> stepMillis = new ArrayList<>();
        private @Nullable LogRow first;
        private long lastMillis = -1;

        @Override
        public void row(LogRow row) {
            if (row.coverage() == Coverage.UNKNOWN) {
                return;
            }
            if (first == null) {
                first = row;
            }
            if (row.carrier().equals(first.carrier()) && row.traceName().equals(first.traceName())) {
                if (lastMillis >= 0 && row.epochMillis() > lastMillis) {
                    stepMillis.add(row.epochMillis() - lastMillis);
                }
                lastMillis = row.epochMillis();
            }
        }

        @Override
        public void leftOut(long lineNumber) {}

        @Override
        public void rejected(long lineNumber, Rejection rejection, String detail) {}

        private OptionalLong median() {
            if (stepMillis.isEmpty()) {
                return OptionalLong.empty();
            }
            Collections.sort(stepMillis);
            return OptionalLong.of(stepMillis.get(stepMillis.size() / 2));
        }
    }
}
