package dev.wayside.traceingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;

import dev.wayside.kvstore.StoreSettings;
import dev.wayside.traceingest.row.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of ten minutes in which the clock is wrong for some rows. */
class WrongClocksTest {

    private static final StoreSettings SETTINGS = new StoreSettings(1_000, 10, 1, 5_000, 3_000, ZoneOffset.UTC);
    private static final Instant START = Instant.parse("2026-03-10T07:00:00Z");
    private static final int ROWS = 600;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "P1D", "P365D", "-PT1H", "-P1D", "-P365D"})
    void firstRowsOfAnotherTimeLose(Duration jump) throws Exception {
        for (int count = 1; count <= 5; count++) {
            int wrong = count;
            IngestSummary summary = ingest(jump, row -> row < wrong);

            assertThat(summary.rejectedRows()).isEqualTo(Map.of(Rejection.TIME_JUMPED, (long) wrong));
            assertThat(summary.samples()).isEqualTo(ROWS - wrong);
            assertThat(summary.traces()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "P1D", "P365D"})
    void lastRowsAheadLose(Duration jump) throws Exception {
        for (int count = 1; count <= 5; count++) {
            int wrong = count;
            IngestSummary summary = ingest(jump, row -> row >= ROWS - wrong);

            assertThat(summary.rejectedRows()).isEqualTo(Map.of(Rejection.TIME_JUMPED, (long) wrong));
            assertThat(summary.samples()).isEqualTo(ROWS - wrong);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10M", "PT1H", "P1D", "P365D", "-PT90S", "-PT1H", "-P1D", "-P365D"})
    void rowsAmongOthersLoseWhereverTheyAre(Duration jump) throws Exception {
        Random random = new Random(jump.hashCode());
        for (int trial = 0; trial < 20; trial++) {
            int from = 1 + random.nextInt(ROWS - 25);
            int wrong = 1 + random.nextInt(Math.min(19, from));
            IngestSummary summary = ingest(jump, row -> row >= from && row < from + wrong);

            assertThat(summary.rejected()).as("%d rows from %d", wrong, from).isEqualTo(wrong);
            assertThat(summary.traces()).isEqualTo(1);
            // The steps without a row are interpolated while they are few.
            assertThat(summary.samples() - summary.interpolatedSamples()).isEqualTo(ROWS - wrong);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT2M", "-PT1H", "-P1D", "-P365D"})
    void aClockThatIsSetBackCostsNoRows(Duration jump) throws Exception {
        for (int at : new int[] {20, 21, 300, ROWS - 20}) {
            IngestSummary summary = ingest(jump, row -> row >= at);

            assertThat(summary.rejected()).isZero();
            assertThat(summary.samples()).isEqualTo(ROWS);
            assertThat(summary.traces()).isEqualTo(2);
            assertThat(summary.remarks().notes())
                    .singleElement()
                    .asString()
                    .startsWith("line " + (at + 2) + ": the clock was set back");
        }
    }

    @Test
    void aClockThatIsSetAheadByYearsIsNoted() throws Exception {
        IngestSummary summary = ingest(Duration.ofDays(1024 * 7), row -> row >= 300);

        assertThat(summary.rejectedRows()).isEqualTo(Map.of(Rejection.TIME_IMPLAUSIBLE, 300L));

        summary = ingest(Duration.ofDays(400), row -> row >= 300);

        assertThat(summary.rejected()).isZero();
        assertThat(summary.remarks().notes())
                .containsExactly("line 302: the times go on 400 days later; if the clock was wrong before or after it,"
                        + " remove those rows");
    }

    @Test
    void aPauseOfAnHourCostsNoRows() throws Exception {
        IngestSummary summary = ingest(Duration.ofHours(1), row -> row >= 6);

        assertThat(summary.rejected()).isZero();
        assertThat(summary.samples()).isEqualTo(ROWS);
    }

    @Test
    void aLogOfARowAnHourIsKept() throws Exception {
        StringBuilder log = new StringBuilder("time,carrier,cell,rsrp_dbm\n");
        for (int hour = 0; hour < 50; hour++) {
            log.append(START.plus(Duration.ofHours(hour))).append(",262-01,26843521,-90\n");
        }

        assertThat(ingest(log.toString()).rejected()).isZero();
    }

    @Test
    void ofAShortLogTheLongerPartIsKept() throws Exception {
        IngestSummary summary = ingest("""
                time,carrier,cell,rsrp_dbm
                2027-03-10T07:00:00Z,262-01,26843521,-90
                2026-03-10T07:00:01Z,262-01,26843521,-90
                2026-03-10T07:00:02Z,262-01,26843521,-90
                """);

        assertThat(summary.rejectedRows()).isEqualTo(Map.of(Rejection.TIME_JUMPED, 1L));
        assertThat(summary.remarks().firstRejected().get(Rejection.TIME_JUMPED))
                .isEqualTo("line 2: 2027-03-10T07:00:00Z, and rows after it are earlier");
    }

    private IngestSummary ingest(Duration jump, IntPredicate isWrong) throws Exception {
        StringBuilder log = new StringBuilder("time,carrier,cell,rsrp_dbm\n");
        for (int row = 0; row < ROWS; row++) {
            Instant time = START.plusSeconds(row).plus(isWrong.test(row) ? jump : Duration.ZERO);
            log.append(time).append(",262-01,26843521,-90\n");
        }
        return ingest(log.toString());
    }

    private IngestSummary ingest(String log) throws Exception {
        IngestSettings settings =
                IngestSettings.DEFAULT.withClock(Clock.fixed(Instant.parse("2032-01-01T00:00:00Z"), ZoneOffset.UTC));
        IngestReport report = Ingestion.dryRun(SETTINGS, settings, new IngestListener() {})
                .run(List.of(Files.writeString(folder.resolve("log.csv"), log)));
        assertThat(report.failures()).isEmpty();
        return report.total();
    }
}
