package dev.wayside.traceingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import dev.wayside.kvstore.StoreSettings;
import dev.wayside.traceingest.format.LocalTimes;
import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.format.ReadingContext;
import dev.wayside.traceingest.row.Coverage;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.RowHandler;
import dev.wayside.traceingest.row.TraceIngestException;
import dev.wayside.traceingest.source.LogHead;
import dev.wayside.traceingest.source.LogSource;
import org.jspecify.annotations.Nullable;

/** Detection of the sampling interval from the first log that will be stored: the grid of a new store. */
final class SampleIntervalDetection {

    /** Default without such a log. Chosen. */
    private static final int DEFAULT_MILLIS = 100;
    /** The usual grids of loggers. Chosen; the result is the coarsest that is not coarser than the log. */
    private static final int[] USUAL_MILLIS = {100, 200, 250, 500, 1_000, 2_000, 5_000};

    /** Chosen: allowance for jitter of the logger. */
    private static final double TOLERANCE = 1.25;

    private final IngestSettings settings;
    private final IntFunction<StoreSettings> storeSettings;

    private SampleIntervalDetection(IngestSettings settings, IntFunction<StoreSettings> storeSettings) {
        this.settings = settings;
        this.storeSettings = storeSettings;
    }

    /** @param storeSettings the settings of the new store for a sampling interval */
    static int intervalMillis(
            List<LogSource> sources, IngestSettings settings, IntFunction<StoreSettings> storeSettings) {
        SampleIntervalDetection detection = new SampleIntervalDetection(settings, storeSettings);
        for (LogSource source : sources) {
            OptionalLong step = detection.medianStepMillis(source);
            if (step.isPresent()) {
                int intervalMillis = usualMillis(step.getAsLong());
                if (!settings.strict() || detection.isAccepted(source, intervalMillis)) {
                    return intervalMillis;
                }
            }
        }
        return DEFAULT_MILLIS;
    }

    private static int usualMillis(long stepMillis) {
        return IntStream.of(USUAL_MILLIS)
                .filter(usual -> usual <= stepMillis * TOLERANCE)
                .max()
                .orElse(DEFAULT_MILLIS);
    }

    /** True if a strict ingestion stores the log on this grid. */
    private boolean isAccepted(LogSource source, int intervalMillis) {
        try {
            return Ingestion.dryRun(storeSettings.apply(intervalMillis), settings, new IngestListener() {})
                            .ingest(List.of(source))
                            .storedLogs()
                    > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The median step of the first trace; empty if nothing of the log would be stored. */
    private OptionalLong medianStepMillis(LogSource source) {
        Steps steps = new Steps();
        LogIngestion trial = new LogIngestion(
                source.name(), storeSettings.apply(DEFAULT_MILLIS), settings, batch -> {}, new IngestListener() {});
        try (trial;
                InputStream in = source.open(count -> {})) {
            read(LogHead.read(in), in, source.name(), trial, steps);
        } catch (IOException | TraceIngestException e) {
            // The ingestion will meet the same failure, and report it. The rows before it are enough here.
        }
        return trial.summary().visits() > 0 ? steps.median() : OptionalLong.empty();
    }

    private void read(LogHead head, InputStream rest, String logName, LogIngestion trial, Steps steps)
            throws IOException {
        Optional<LogFormat> format = settings.reading().formatOf(head.firstLine());
        if (format.isPresent()) {
            ReadingContext context = settings.reading()
                    .context(logName, storeSettings.apply(DEFAULT_MILLIS).zone(), settings.handoverRule());
            trial.ingest(
                    head.wholeLog(steps.untilEnough(rest, context.localTimes())),
                    format.get().separatorOf(head.firstLine(), context.mapping()),
                    (in, handler) -> format.get().reader(context).read(in, steps.before(handler)),
                    context);
        }
    }

    /** The steps between the rows of the first trace with a cell. */
    private static final class Steps {

        /** Chosen: enough for a median; the rest of the log is not read. */
        private static final int ENOUGH = 1_000;

        private final List<Long> stepMillis = new ArrayList<>();
        private @Nullable LogRow first;
        private long lastMillis = -1;

        /** A stream that ends early, once there are enough steps of known times. */
        private InputStream untilEnough(InputStream rest, LocalTimes localTimes) {
            return new FilterInputStream(rest) {
                @Override
                public int read() throws IOException {
                    return isEnough() ? -1 : super.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    return isEnough() ? -1 : super.read(target, offset, length);
                }

                private boolean isEnough() {
                    return stepMillis.size() >= ENOUGH && !localTimes.isPending();
                }
            };
        }

        /** A handler that notes the steps before another gets the rows. */
        private RowHandler before(RowHandler handler) {
            return new RowHandler() {
                @Override
                public void row(LogRow row) {
                    add(row);
                    handler.row(row);
                }

                @Override
                public void leftOut(long lineNumber) {
                    handler.leftOut(lineNumber);
                }

                @Override
                public void rejected(RejectedRow row) {
                    handler.rejected(row);
                }
            };
        }

        private void add(LogRow row) {
            if (row.coverage() == Coverage.UNKNOWN) {
                return;
            }
            if (first == null) {
                first = row;
            }
            if (row.carrier().equals(first.carrier()) && row.traceName().equals(first.traceName())) {
                if (lastMillis >= 0 && row.epochMillis() > lastMillis && stepMillis.size() < ENOUGH) {
                    stepMillis.add(row.epochMillis() - lastMillis);
                }
                lastMillis = row.epochMillis();
            }
        }

        private OptionalLong median() {
            if (stepMillis.isEmpty()) {
                return OptionalLong.empty();
            }
            Collections.sort(stepMillis);
            return OptionalLong.of(stepMillis.get(stepMillis.size() / 2));
        }
    }
}
