package dev.wayside.traceingest.trip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.Trip;
import dev.wayside.kvstore.TripKey;
import dev.wayside.kvstore.TripProgress;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.row.Coverage;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.Measurements;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.TraceIngestException;
import dev.wayside.traceingest.trip.TripConflictException.Kind;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TripIngestionTest {

    private static final StoreSettings SETTINGS =
            new StoreSettings(1_000, 10, 1, 5_000, 3_000, ZoneId.of("Europe/Berlin"));
    private static final TripKey KEY = new TripKey("fleet", "tram-7");
    private static final long START = Instant.parse("2026-01-05T07:00:00Z").toEpochMilli();
    private static final String HEADER = "time,carrier,cell,rsrp_dbm\n";

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-05T08:00:00Z"));
    private HistoryStore store;
    private TripIngestion trips;

    @BeforeEach
    void openStore() {
        store = RocksDbHistoryStore.openOrCreate(folder.resolve("store"), SETTINGS);
        trips = new TripIngestion(store, now::get, 1 << 24);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void openingAgainChangesNothingAndAnotherDeviceIsRefused() {
        Trip trip = trips.open(KEY, "tram 7");
        append(0, cells("A", 0, 3));
        assertThat(trips.open(KEY, "tram 7").rows()).isEqualTo(3);

        assertThat(trip.rows()).isZero();
        assertThatConflict(Kind.OTHER_DEVICE, () -> trips.open(KEY, "tram 8")).contains("of the device tram 7");
        assertThat(trips.open(new TripKey("other", KEY.id()), "tram 8").rows()).isZero();
    }

    @Test
    void aVisitIsHistoryOnceItIsComplete() {
        trips.open(KEY, "tram 7");
        AppendedRows first = append(0, cells("A", 0, 20));
        assertThat(first.visits()).isZero();
        assertThat(signals("A")).isEmpty();

        AppendedRows second = append(20, cells("B", 20, 7));

        assertThat(second.visits()).isEqualTo(1);
        assertThat(second.windows()).isEqualTo(11);
        assertThat(signals("A")).hasSize(1);
        assertThat(signals("B")).isEmpty();
        Trip closed = trips.close(KEY);
        assertThat(closed.progress()).isEqualTo(new TripProgress(27, 0, 2, 11));
        assertThat(signals("B")).hasSize(1);
    }

    @Test
    void rowsThatAreThereAreComparedAndPassedOver() {
        trips.open(KEY, "tram 7");
        append(0, cells("A", 0, 5) + cells("A", 5, 5));

        AppendedRows repeated = append(0, cells("A", 0, 10));
        AppendedRows overlapping = append(8, cells("A", 8, 4));

        assertThat(repeated.newRows()).isZero();
        assertThat(repeated.repeatedRows()).isEqualTo(10);
        assertThat(overlapping.newRows()).isEqualTo(2);
        assertThat(overlapping.repeatedRows()).isEqualTo(2);
        assertThat(overlapping.trip().rows()).isEqualTo(12);
        assertThatConflict(Kind.ROWS_DIFFER, () -> append(4, cells("A", 4, 3) + cells("B", 7, 9)))
                .contains("row 8 of trip tram-7 differs");
        assertThat(find().rows()).isEqualTo(12);
    }

    @Test
    void rowsAfterAGapAreRefusedWithTheCount() {
        trips.open(KEY, "tram 7");
        append(0, cells("A", 0, 5));

        assertThatConflict(Kind.ROWS_MISSING, () -> append(6, cells("A", 6, 5))).contains("has 5 rows");
        assertThat(find().rows()).isEqualTo(5);
        assertThatExceptionOfType(UnknownTripException.class)
                .isThrownBy(() -> trips.append(
                        new TripKey("fleet", "other"), 0, LogReading.AS_LOGGED, null, body(cells("A", 0, 1))));
    }

    @Test
    void rejectedRowsHaveNumbersAndGiveTheSameAnswerAgain() {
        trips.open(KEY, "tram 7");
        String rows = cells("A", 0, 2) + START + ",cmcc,A,-300\n" + "no time,cmcc,A,-90\n" + cells("A", 4, 2);

        AppendedRows first = append(0, rows);
        AppendedRows again = append(0, rows);

        assertThat(first.trip().rows()).isEqualTo(6);
        assertThat(first.rejected())
                .extracting(RejectedRow::lineNumber, RejectedRow::reason)
                .containsExactly(tuple(3L, Rejection.RSRP_OUT_OF_RANGE), tuple(4L, Rejection.TIME_UNREADABLE));
        assertThat(again.rejected()).isEqualTo(first.rejected());
        assertThat(again.newRows()).isZero();
        assertThat(trips.close(KEY).progress().rejectedRows()).isEqualTo(2);
    }

    @Test
    void aRowOfAWrongClockIsReportedWithTheRowThatTells() {
        trips.open(KEY, "tram 7");
        append(0, cells("A", 0, 5));
        AppendedRows ahead = append(5, cells("A", 3_600, 2));
        AppendedRows back = append(7, cells("A", 7, 1));

        assertThat(ahead.rejected()).isEmpty();
        assertThat(back.rejected())
                .extracting(RejectedRow::lineNumber, RejectedRow::reason)
                .containsExactly(tuple(6L, Rejection.TIME_JUMPED), tuple(7L, Rejection.TIME_JUMPED));
    }

    @Test
    void aTimeThatWasImplausibleMayBePlausibleWhenItIsSentAgain() {
        trips.open(KEY, "tram 7");
        String ahead = cells("A", 3 * 86_400, 1);
        assertThat(append(0, ahead).rejected()).hasSize(1);
        now.set(now.get().plus(Duration.ofDays(5)));

        assertThat(append(0, ahead).repeatedRows()).isEqualTo(1);
    }

    @Test
    void aClosedTripTakesNothingMoreButKnowsWhatItHas() {
        trips.open(KEY, "tram 7");
        append(0, cells("A", 0, 20));
        Trip closed = trips.close(KEY);

        assertThat(trips.close(KEY)).isEqualTo(closed);
        assertThat(append(5, cells("A", 5, 15)).repeatedRows()).isEqualTo(15);
        assertThatConflict(Kind.CLOSED, () -> append(15, cells("A", 15, 6))).contains("closed with 20 rows");
        assertThat(trips.open(KEY, "tram 7").state()).isEqualTo(Trip.State.CLOSED);
        assertThat(trips.unfinished("fleet", "", 10)).isEmpty();
    }

    @Test
    void aSilentTripIsClosedAndAnotherIsNot() {
        trips.open(KEY, "tram 7");
        append(0, cells("A", 0, 20));
        now.set(now.get().plusSeconds(600));
        TripKey other = new TripKey("fleet", "tram-8");
        trips.open(other, "tram 8");

        assertThat(trips.closeSilent(Duration.ofMinutes(10))).isEqualTo(1);

        assertThat(find().state()).isEqualTo(Trip.State.CLOSED);
        assertThat(signals("A")).hasSize(1);
        assertThat(trips.get(other).isOpen()).isTrue();
        assertThat(trips.unfinished("fleet", "", 10)).hasSize(1);
    }

    @Test
    void theTimeInWhichNobodyListenedIsNoSilence() {
        trips.open(KEY, "tram 7");
        now.set(now.get().plus(Duration.ofHours(5)));
        TripIngestion restarted = new TripIngestion(store, now::get, 1 << 24);

        assertThat(restarted.closeSilent(Duration.ofMinutes(10))).isEqualTo(1);
        now.set(now.get().plus(Duration.ofMinutes(10)));
        assertThat(restarted.closeSilent(Duration.ofMinutes(10))).isZero();
    }

    @Test
    void aTripThatIsDaysOldIsClosed() {
        trips.open(KEY, "tram 7");
        now.set(now.get().plus(Duration.ofDays(7)));

        assertThat(trips.closeSilent(Duration.ofDays(30))).isZero();
        assertThat(find().state()).isEqualTo(Trip.State.CLOSED);
    }

    @Test
    void whatAProcessAddedButDidNotAssembleIsAssembledByTheNext() {
        Trip trip = trips.open(KEY, "tram 7");
        Trip grown = trip.grown(27, TripProgress.NONE, START);
        List<TripRow> rows = new ArrayList<>();
        for (int i = 0; i < 27; i++) {
            rows.add(TripRow.of(row(i, i < 20 ? "A" : "B")));
        }
        store.trips().append(trip, grown, TripRowCodec.encode(rows));

        append(27, cells("B", 27, 1));

        assertThat(signals("A")).hasSize(1);
        assertThat(find().progress()).isEqualTo(new TripProgress(27, 0, 1, 11));
    }

    @Test
    void aTripWhoseProcessDiedWhileItClosedItIsClosedByTheNext() {
        trips.open(KEY, "tram 7");
        append(0, cells("A", 0, 20));
        Trip trip = find();
        store.trips().end(trip, trip.closing(START));
        TripIngestion next = new TripIngestion(store, now::get, 0);

        assertThat(next.closeSilent(Duration.ofDays(1))).isZero();

        assertThat(find().state()).isEqualTo(Trip.State.CLOSED);
        assertThat(signals("A")).hasSize(1);
    }

    @Test
    void whatWasDeletedIsNotWrittenAgainAfterARestart() {
        trips.open(KEY, "tram 7");
        append(0, cells("A", 0, 20) + cells("B", 20, 10));
        append(30, cells("B", 30, 1));
        store.deleteDay(
                "cmcc", Instant.ofEpochMilli(START).atZone(SETTINGS.zone()).toLocalDate());
        TripIngestion restarted = new TripIngestion(store, now::get, 1 << 24);

        restarted.append(KEY, 31, LogReading.AS_LOGGED, null, body(cells("B", 31, 1)));

        assertThat(signals("A")).isEmpty();
    }

    @Test
    void tripsOfTwoOwnersAndTwoTripsNeverMergeWhateverTheirRows() {
        for (TripKey key : List.of(KEY, new TripKey("other", "tram-7"), new TripKey("fleet", "tram-8"))) {
            trips.open(key, "tram 7");
            trips.append(key, 0, LogReading.AS_LOGGED, null, body(cells("A", 0, 20)));
            trips.close(key);
        }

        assertThat(signals("A")).hasSize(3);
    }

    @Test
    void rowsOfAnHourThatTheClockRepeatsAreRejectedWhereverTheRequestBegins() {
        trips.open(KEY, "tram 7");
        now.set(Instant.parse("2026-11-01T00:00:00Z"));
        String local = "time,carrier,cell,rsrp_dbm\n";
        AppendedRows whole = trips.append(
                KEY,
                0,
                LogReading.AS_LOGGED,
                null,
                bytes(local
                        + "2026-10-25T01:59:59,cmcc,A,-90\n2026-10-25T02:00:00,cmcc,A,-90\n"
                        + "2026-10-25T02:00:01,cmcc,A,-90\n2026-10-25T03:00:00,cmcc,A,-90\n"));

        assertThat(whole.rejected())
                .extracting(RejectedRow::lineNumber, RejectedRow::reason)
                .containsExactly(tuple(2L, Rejection.TIME_AMBIGUOUS), tuple(3L, Rejection.TIME_AMBIGUOUS));
        assertThat(trips.append(
                                KEY,
                                2,
                                LogReading.AS_LOGGED,
                                null,
                                bytes(local + "2026-10-25T02:00:01,cmcc,A,-90\n2026-10-25T03:00:00,cmcc,A,-90\n"))
                        .repeatedRows())
                .isEqualTo(2);
    }

    @Test
    void jsonIsReadFromItsFirstRowOnWhateverItLacks() {
        trips.open(KEY, "tram 7");
        AppendedRows appended = trips.append(
                KEY,
                0,
                LogReading.AS_LOGGED,
                LogFormat.NDJSON,
                bytes(
                        "{\"cell\": \"A\"}\nnonsense\n{\"time\": %d, \"carrier\": \"cmcc\", \"cell\": \"A\", \"rsrp_dbm\": -90}\n"
                                .formatted(START)));

        assertThat(appended.trip().rows()).isEqualTo(3);
        assertThat(appended.rejected()).extracting(RejectedRow::lineNumber).containsExactly(1L, 2L);
    }

    @Test
    void aLogWhoseRowsNeedEachOtherIsRefused() {
        trips.open(KEY, "tram 7");
        assertThatExceptionOfType(TraceIngestException.class)
                .isThrownBy(() -> trips.append(
                        KEY, 0, LogReading.AS_LOGGED.withFormat(LogFormat.GNETTRACK), null, bytes("Timestamp\tX\n")))
                .withMessageContaining("POST /v1/traces");
        assertThat(find().rows()).isZero();
    }

    @Test
    void tooManyRowsOrTracesAreRefusedAndNothingIsAdded() {
        trips.open(KEY, "tram 7");
        assertThatExceptionOfType(TraceIngestException.class)
                .isThrownBy(() -> append(0, cells("A", 0, TripBody.MAX_ROWS + 1)))
                .withMessageContaining("more than 10000 rows");
        String carriers = IntStream.range(0, 65)
                .mapToObj(i -> START + ",c" + i + ",A,-90\n")
                .reduce("", String::concat);
        assertThatExceptionOfType(TraceIngestException.class)
                .isThrownBy(() -> append(0, carriers))
                .withMessageContaining("more than 64 carriers");
        assertThat(find().rows()).isZero();
    }

    private AppendedRows append(int after, String rows) {
        return trips.append(KEY, after, LogReading.AS_LOGGED, null, body(rows));
    }

    private Trip find() {
        return trips.get(KEY);
    }

    private static AbstractStringAssert<?> assertThatConflict(Kind kind, Runnable call) {
        TripConflictException thrown = catchThrowableOfType(TripConflictException.class, call::run);
        assertThat(thrown).isNotNull();
        assertThat(thrown.kind()).isEqualTo(kind);
        return assertThat(thrown.getMessage());
    }

    private List<VisitSignal> signals(String cell) {
        try (Stream<VisitSignal> signals = store.signals(new CellKey("cmcc", cell))) {
            return signals.toList();
        }
    }

    private static ByteArrayInputStream body(String rows) {
        return bytes(HEADER + rows);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A row a second. */
    private static String cells(String cell, int fromSecond, int rows) {
        StringBuilder text = new StringBuilder();
        for (int i = fromSecond; i < fromSecond + rows; i++) {
            text.append(START + i * 1_000L).append(",cmcc,").append(cell).append(",-90\n");
        }
        return text.toString();
    }

    private static LogRow row(int second, String cell) {
        return new LogRow(
                second,
                START + second * 1_000L,
                "cmcc",
                "",
                Coverage.CELL,
                cell,
                -90,
                null,
                Double.NaN,
                Measurements.NONE,
                false);
    }
}
