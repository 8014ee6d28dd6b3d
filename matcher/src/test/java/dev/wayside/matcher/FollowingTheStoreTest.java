package dev.wayside.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a matcher with cells in memory follows the store through writes and deletions. */
class FollowingTheStoreTest {

    private static final CellKey CELL = new CellKey("cmcc", "84-17");
    private static final long MONDAY = 1_767_571_200_000L;
    private static final long DAY_MILLIS = 86_400_000L;
    private static final StoreSettings SETTINGS = new StoreSettings(100, 4, 1, 300, 300, ZoneOffset.UTC);
    private static final MatchSettings MATCHING = new MatchSettings(10, 3, 2);

    @TempDir
    private Path directory;

    private HistoryStore store;
    private Matcher matcher;

    @BeforeEach
    void createStore() {
        store = RocksDbHistoryStore.openOrCreate(directory, SETTINGS);
        matcher = new Matcher(store, MATCHING);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void aVisitWrittenLaterIsFoundByTheNextQuestion() {
        assertThat(predict().emptyReason()).contains(EmptyReason.UNKNOWN_CELL);
        for (int day = 0; day < 40; day++) {
            visit(day, -90, -90, -90, -90, -91).writeTo(store);
            assertThat(predict().matches()).hasSize(Math.min(10, day + 1));
        }
    }

    @Test
    void aVisitWrittenAgainOtherwiseReplacesTheOldOne() {
        visit(0, -90, -90, -90, -90)
                .measuring(Quantity.RTT_MILLIS, 1, 1, 1, 1, 40, 40, 40)
                .writeTo(store);
        assertThat(rttMillis(predict())).isEqualTo(40);

        visit(0, -91, -91, -91, -91)
                .measuring(Quantity.RTT_MILLIS, 1, 1, 1, 1, 70, 70, 70)
                .writeTo(store);

        assertThat(predict().matches()).singleElement().extracting(Match::rmsDb).isEqualTo(1.0);
        assertThat(rttMillis(predict())).isEqualTo(70);
    }

    @Test
    void performanceWrittenAgainIsReadAnewThoughTheSignalIsTheSame() {
        visit(0, -90, -90, -90, -90)
                .measuring(Quantity.RTT_MILLIS, 1, 1, 1, 1, 40, 40, 40)
                .writeTo(store);
        assertThat(rttMillis(predict())).isEqualTo(40);

        visit(0, -90, -90, -90, -90)
                .measuring(Quantity.RTT_MILLIS, 1, 1, 1, 1, 70, 70, 70)
                .writeTo(store);

        assertThat(predict().matches()).hasSize(1);
        assertThat(rttMillis(predict())).isEqualTo(70);
    }

    @Test
    void handoversWrittenLaterCountAtOnce() {
        visit(0, -90, -90, -90, -90).writeTo(store);
        assertThat(predict().handover().orElseThrow().historyShare()).isZero();

        visit(1, -90, -90, -90, -90)
                .handover(MONDAY + DAY_MILLIS + 400, HandoverKind.OUTAGE, 2_000, "84-18")
                .writeTo(store);

        assertThat(predict().handover().orElseThrow().historyShare()).isEqualTo(0.5);
        assertThat(predict().outage().orElseThrow().share()).isEqualTo(0.5);
    }

    @Test
    void aDeletedDayNoLongerAnswers() {
        visit(0, -90, -90, -90, -90).writeTo(store);
        visit(1, -90, -90, -90, -90).writeTo(store);
        assertThat(predict().matches()).hasSize(2);

        store.deleteDay("cmcc", LocalDate.of(2026, 1, 5));

        assertThat(predict().matches()).extracting(Match::day).containsExactly(LocalDate.of(2026, 1, 6));
        store.deleteDay("cmcc", LocalDate.of(2026, 1, 6));
        assertThat(predict().emptyReason()).contains(EmptyReason.UNKNOWN_CELL);
    }

    /** A question between a deletion and the telling of a write before it must not bring the deleted day back. */
    @Test
    void aDeletionWaitsUntilTheWritesBeforeItAreTold() throws InterruptedException {
        List<Thread> deleting = new ArrayList<>();
        store.addListener(new HistoryListener() {
            @Override
            public void written(HistoryBatch batch) {
                Thread thread = new Thread(() -> store.deleteDay("cmcc", LocalDate.of(2026, 1, 6)));
                deleting.add(thread);
                thread.start();
                predict();
            }

            @Override
            public void dayDeleted(String carrier, LocalDate day) {
                predict();
            }
        });
        visit(0, -90, -90, -90, -90).writeTo(store);
        visit(1, -90, -90, -90, -90).writeTo(store);
        for (Thread thread : deleting) {
            thread.join();
        }

        assertThat(predict().matches()).extracting(Match::day).containsExactly(LocalDate.of(2026, 1, 5));
    }

    @Test
    void withoutAnyMemoryItAnswersTheSame() {
        Matcher forgetful = new Matcher(store, MATCHING, new MemoryBudget(0, 0));
        Random random = new Random(1);
        for (int day = 0; day < 20; day++) {
            randomVisit(day, random)
                    .measuring(Quantity.RTT_MILLIS, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
                    .writeTo(store);
            Observation observation = new Observation(CELL, RsrpSeries.ofDbm(-90, -90, -91, -92));
            Prediction remembered = matcher.predict(observation);
            Prediction read = forgetful.predict(observation);
            assertThat(read.matches()).isEqualTo(remembered.matches());
            assertThat(rttSeries(read)).isEqualTo(rttSeries(remembered));
            assertThat(read.handover()).isEqualTo(remembered.handover());
        }
    }

    /**
     * Writers and readers at once: an answer never shows fewer visits than one before it, and in the end all are there.
     */
    @Test
    void readersSeeEveryWriteThatHadReturnedWhileOthersGoOn() throws InterruptedException, ExecutionException {
        int writers = 3;
        int visitsEach = 300;
        ExecutorService threads = Executors.newFixedThreadPool(writers + 2);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int first = writer * visitsEach;
                running.add(threads.submit(() -> {
                    Random random = new Random(first);
                    for (int i = 0; i < visitsEach; i++) {
                        randomVisit(first + i, random).writeTo(store);
                    }
                }));
            }
            for (int reader = 0; reader < 2; reader++) {
                running.add(threads.submit(() -> {
                    int seen = 0;
                    while (seen < writers * visitsEach) {
                        int now = countVisits();
                        assertThat(now).isGreaterThanOrEqualTo(seen);
                        seen = now;
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(countVisits()).isEqualTo(writers * visitsEach);
    }

    private int countVisits() {
        Observation observation = new Observation(CELL, RsrpSeries.ofDbm(-90, -91));
        return matcher.predict(observation, MATCHING.withK(MatchSettings.MAX_K), null)
                .matches()
                .size();
    }

    private Prediction predict() {
        return matcher.predict(new Observation(CELL, RsrpSeries.ofDbm(-90, -90, -90, -90)));
    }

    private static ForecastSeries rttSeries(Prediction prediction) {
        return prediction.performance().get(Quantity.RTT_MILLIS).series();
    }

    private static double rttMillis(Prediction prediction) {
        return prediction.performance().get(Quantity.RTT_MILLIS).mean();
    }

    private static PastVisit randomVisit(int day, Random random) {
        return visit(day, random.doubles(2 + random.nextInt(8), -95, -85).toArray());
    }

    private static PastVisit visit(int day, double... dbm) {
        return new PastVisit(CELL, day, 0, MONDAY + day * DAY_MILLIS, dbm);
    }
}
