package dev.wayside.kvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every {@link TripStore}. */
public abstract class TripStoreContract {

    private static final long NOW = 1_767_600_000_000L;
    /** Another for each test: where a trip was closed, none of its key has rows for a minute. */
    private final TripKey key = new TripKey("fleet", "tram-7:" + UUID.randomUUID());

    private HistoryStore store;

    /** A store that is empty the first time, and the same one again after it was closed. */
    protected abstract HistoryStore open(StoreSettings settings);

    @BeforeEach
    void openStore() {
        store = open(Samples.SETTINGS);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void anEmptyStoreHasNoTrips() {
        assertThat(trips().find(key)).isEmpty();
        assertThat(rows(key, 1)).isEmpty();
        assertThat(unfinishedOf("fleet", "")).isEmpty();
        assertThat(unfinished()).isEmpty();
        trips().forgetClosed(NOW);
    }

    @Test
    void aTripIsOpenedOnceAndKeptAlsoWhereItIsReopened() {
        Trip trip = Trip.opened(key, "tram 7 \u00e9", NOW);

        assertThat(trips().open(trip)).isTrue();
        assertThat(trips().open(Trip.opened(key, "tram 8", NOW + 1))).isFalse();
        reopen();

        assertThat(trips().find(key)).contains(trip);
        assertThat(unfinished()).containsExactly(trip);
        assertThat(rows(key, 1)).isEmpty();
    }

    @Test
    void rowsAreAddedInOrderAndReadFromAnyOfThemAlsoWhereItIsReopened() {
        Trip trip = opened(key);
        Trip three = append(trip, 3, 1);
        Trip four = append(three, 1, 2);
        TripProgress progress = new TripProgress(4, 1, 2, 30);
        Trip last = four.grown(300, progress, NOW + 3);
        assertThat(trips().append(four, last, new byte[] {3})).isTrue();
        reopen();

        assertThat(trips().find(key)).contains(last);
        assertThat(last.rows()).isEqualTo(304);
        TripRows first = new TripRows(1, new byte[] {1});
        TripRows second = new TripRows(4, new byte[] {2});
        TripRows third = new TripRows(5, new byte[] {3});
        assertThat(rows(key, 1)).containsExactly(first, second, third);
        assertThat(rows(key, 3)).containsExactly(first, second, third);
        assertThat(rows(key, 4)).containsExactly(second, third);
        assertThat(rows(key, 200)).containsExactly(third);
    }

    @Test
    void aChangeOfATripThatChangedMeanwhileIsRefused() {
        Trip trip = opened(key);
        Trip one = append(trip, 1, 1);

        assertThat(trips().append(trip, trip.grown(5, TripProgress.NONE, NOW + 9), new byte[] {9}))
                .isFalse();
        assertThat(trips().end(trip, trip.closing(NOW + 9))).isFalse();
        assertThat(trips().close(one.closed(TripProgress.NONE))).isFalse();
        assertThat(trips().find(key)).contains(one);
        assertThat(rows(key, 1)).containsExactly(new TripRows(1, new byte[] {1}));
    }

    @Test
    void noRowsAreAddedToAnAbsentTrip() {
        Trip trip = Trip.opened(key, "tram 7", NOW);

        assertThat(trips().append(trip, trip.grown(1, TripProgress.NONE, NOW), new byte[] {1}))
                .isFalse();
        assertThat(trips().find(key)).isEmpty();
        assertThat(rows(key, 1)).isEmpty();
    }

    @Test
    void anEndedTripKeepsItsRowsUntilItIsClosed() {
        Trip grown = append(opened(key), 2, 1);
        Trip closing = grown.closing(NOW + 5);

        assertThat(trips().end(grown, closing)).isTrue();
        reopen();

        assertThat(trips().find(key)).contains(closing);
        assertThat(unfinished()).containsExactly(closing);
        assertThat(rows(key, 1)).containsExactly(new TripRows(1, new byte[] {1}));
        assertThat(trips().append(closing, closing.grown(1, closing.progress(), NOW), new byte[] {2}))
                .isFalse();
        assertThat(trips().end(closing, closing)).isFalse();
    }

    @Test
    void aClosedTripHasNoRowsAndIsRememberedForAWhile() {
        Trip closed = close(append(opened(key), 2, 1), new TripProgress(2, 0, 1, 7));
        reopen();

        assertThat(trips().find(key)).contains(closed);
        assertThat(closed.isOpen()).isFalse();
        assertThat(rows(key, 1)).isEmpty();
        assertThat(unfinished()).isEmpty();
        assertThat(unfinishedOf("fleet", "")).isEmpty();
        assertThat(trips().append(closed, closed.grown(1, closed.progress(), NOW), new byte[] {2}))
                .isFalse();
        assertThat(trips().end(closed, closed)).isFalse();
        assertThat(trips().close(closed)).isFalse();
        assertThat(trips().open(Trip.opened(key, "tram 7", NOW + 6))).isFalse();
        trips().forgetClosed(NOW + TripStore.CLOSED_KEPT.toMillis());
        assertThat(trips().find(key)).contains(closed);
    }

    @Test
    void unfinishedTripsAreListedByOwnerInOrderAndCanBePagedThrough() {
        for (String owner : List.of("fleet", "flee", "fleets", "")) {
            for (String id : List.of("b", "a2", "a", "a-1")) {
                opened(new TripKey(owner, id));
            }
        }
        close(append(opened(new TripKey("fleet", "a1")), 1, 1), TripProgress.NONE);

        assertThat(unfinishedOf("fleet", "")).containsExactly("a", "a-1", "a2", "b");
        assertThat(unfinishedOf("fleet", "a-1")).containsExactly("a2", "b");
        assertThat(unfinishedOf("fleet", "a1")).containsExactly("a2", "b");
        assertThat(unfinishedOf("fleet", "b")).isEmpty();
        assertThat(unfinishedOf("", "a")).containsExactly("a-1", "a2", "b");
        assertThat(unfinishedOf("nobody", "")).isEmpty();
        assertThat(unfinished()).hasSize(16);
    }

    @Test
    void tripsOfOneIdAndSeveralOwnersAreSeveral() {
        TripKey other = new TripKey("other", key.id());
        append(opened(key), 1, 1);
        append(opened(other), 2, 2);

        assertThat(rows(key, 1)).containsExactly(new TripRows(1, new byte[] {1}));
        assertThat(rows(other, 1)).containsExactly(new TripRows(1, new byte[] {2}));
        assertThat(trips().find(other).map(Trip::rows)).contains(2);
    }

    @Test
    void ofManyThreadsThatAddAtOnceEachIsAddedOnceAndNoneIsLost() throws Exception {
        opened(key);
        AtomicInteger refused = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                byte[] value = {(byte) i};
                tasks.add(() -> {
                    while (!appendOnce(value)) {
                        refused.incrementAndGet();
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(trips().find(key).map(Trip::rows)).contains(20);
        assertThat(rows(key, 1)).extracting(TripRows::firstRow).isSorted().hasSize(20);
        assertThat(rows(key, 1))
                .extracting(rows -> (int) rows.value()[0])
                .containsExactlyInAnyOrderElementsOf(
                        Stream.iterate(0, i -> i + 1).limit(20).toList());
    }

    @Test
    void closingUnderAnOpenStreamOfRowsIsRefused() {
        append(opened(key), 1, 1);
        try (Stream<TripRows> rows = trips().rows(key, 1)) {
            assertThatIllegalStateException().isThrownBy(store::close).withMessageContaining("in progress");
            assertThat(rows).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a b", "-a", "a\n", "a\u0000", "\u00e9", "a%2e"})
    void anIdThatIsNoneIsRefused(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TripKey("fleet", id));
    }

    private boolean appendOnce(byte[] value) {
        Trip known = trips().find(key).orElseThrow();
        return trips().append(known, known.grown(1, TripProgress.NONE, NOW), value);
    }

    private TripStore trips() {
        return store.trips();
    }

    private Trip opened(TripKey key) {
        Trip trip = Trip.opened(key, "tram 7", NOW);
        assertThat(trips().open(trip)).isTrue();
        return trip;
    }

    private Trip append(Trip known, int rows, int value) {
        Trip grown = known.grown(rows, TripProgress.NONE, NOW + rows);
        assertThat(trips().append(known, grown, new byte[] {(byte) value})).isTrue();
        return grown;
    }

    private Trip close(Trip known, TripProgress progress) {
        Trip closing = known.closing(NOW + 5);
        assertThat(trips().end(known, closing)).isTrue();
        assertThat(trips().close(closing.closed(progress))).isTrue();
        return closing.closed(progress);
    }

    private void reopen() {
        store.close();
        store = open(Samples.SETTINGS);
    }

    private List<TripRows> rows(TripKey key, int fromRow) {
        try (Stream<TripRows> rows = trips().rows(key, fromRow)) {
            return rows.toList();
        }
    }

    private List<String> unfinishedOf(String owner, String afterId) {
        try (Stream<Trip> open = trips().unfinishedOf(owner, afterId)) {
            return open.map(trip -> trip.key().id()).toList();
        }
    }

    private List<Trip> unfinished() {
        try (Stream<Trip> open = trips().unfinished()) {
            return open.toList();
        }
    }
}
