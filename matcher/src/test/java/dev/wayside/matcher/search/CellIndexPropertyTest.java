package dev.wayside.matcher.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import dev.wayside.kvstore.RsrpSeries;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A search finds what brute force in integers finds, on histories made to break it, in plain Java and with vectors. */
class CellIndexPropertyTest {

    private static final int HISTORIES = 5_000;
    private static final int LONG_HISTORIES = 5;
    private static final int QUERIES_PER_HISTORY = 34;
    private static final int[] STRIDES = {1, 2, 5};

    /** Both, where the JVM was started with vectors; the build sees to it that it is. */
    static Stream<WindowArithmetic> arithmetics() {
        return Stream.of(WindowArithmetics.plain(), WindowArithmetics.vector());
    }

    /** Over the strides and both arithmetics: 1,020,000 queries. */
    @ParameterizedTest
    @MethodSource("arithmetics")
    void findsWhatBruteForceFinds(WindowArithmetic arithmetic) {
        for (int stride : STRIDES) {
            for (int seed = 0; seed < HISTORIES; seed++) {
                checkOneHistory(new Random(stride * 1_000_003L + seed), stride, arithmetic);
            }
        }
    }

    /** Long windows, where sums pass what floats hold exactly, and strides of every shape. */
    @ParameterizedTest
    @MethodSource("arithmetics")
    void findsItWithLongWindowsAndOddStridesToo(WindowArithmetic arithmetic) {
        for (int stride : new int[] {1, 3, 4, 7, 8, 9, 50}) {
            for (int seed = 0; seed < LONG_HISTORIES; seed++) {
                Random random = new Random(stride * 77L + seed);
                checkOneHistory(random, stride, 100 + random.nextInt(901), arithmetic);
            }
        }
    }

    private static void checkOneHistory(Random random, int stride, WindowArithmetic arithmetic) {
        int windowLength = Math.max(stride, 2 + random.nextInt(random.nextInt(4) == 0 ? 60 : 20));
        checkOneHistory(random, stride, windowLength, arithmetic);
    }

    private static void checkOneHistory(Random random, int stride, int windowLength, WindowArithmetic arithmetic) {
        HardHistory history = new HardHistory(random, windowLength, stride, 1 + random.nextInt(10));
        CellIndex index = new CellIndex(history.settings, arithmetic, random.nextBoolean() ? Integer.MAX_VALUE : 0);
        history.stretches.forEach(stretch -> assertThat(index.append(stretch)).isTrue());
        NearestVisits earlier = null;
        short[] vehicle = history.signal(windowLength + QUERIES_PER_HISTORY);
        for (int i = 0; i < QUERIES_PER_HISTORY; i++) {
            int length = random.nextInt(3) == 0 ? 1 + random.nextInt(windowLength) : windowLength;
            short[] query =
                    random.nextInt(3) == 0 ? history.signal(length) : Arrays.copyOfRange(vehicle, i, i + length);
            int k = 1 + random.nextInt(6);
            Set<LocalDate> excludedDays = random.nextInt(5) == 0
                    ? Set.of(history.stretches.get(0).key().day())
                    : Set.of();
            VisitTime visitTime =
                    random.nextInt(3) == 0 ? new VisitTime(random.nextInt(200), random.nextDouble() * 20) : null;
            earlier = check(history, index, query, k, excludedDays, visitTime, random.nextBoolean() ? earlier : null);
        }
    }

    private static NearestVisits check(
            HardHistory history,
            CellIndex index,
            short[] query,
            int k,
            Set<LocalDate> excludedDays,
            @Nullable VisitTime visitTime,
            @Nullable NearestVisits earlier) {
        NearestVisits found = index.search(
                RsrpSeries.ofSixteenths(query, query.length), query.length, k, excludedDays, visitTime, earlier);
        List<BruteForce.Found> expected = BruteForce.nearest(history, query, k, excludedDays, visitTime);
        if (!same(found, expected)) {
            // Said in full only where it fails: a million descriptions would take longer than the search.
            assertThat(listOf(found)).isEqualTo(expected);
        }
        return found;
    }

    private static boolean same(NearestVisits found, List<BruteForce.Found> expected) {
        boolean same = found.count() == expected.size();
        for (int i = 0; same && i < expected.size(); i++) {
            same = found.squaredDistance(i) == expected.get(i).squaredDistance()
                    && found.startEpochMillis(i) == expected.get(i).startEpochMillis()
                    && found.window(i).equals(expected.get(i).window());
        }
        return same;
    }

    private static List<BruteForce.Found> listOf(NearestVisits found) {
        List<BruteForce.Found> list = new ArrayList<>();
        for (int i = 0; i < found.count(); i++) {
            list.add(new BruteForce.Found(found.window(i), found.startEpochMillis(i), found.squaredDistance(i)));
        }
        return list;
    }

    @Test
    void theFastestArithmeticIsTheVectorsOneWhereTheyAreThere() {
        assertThat(WindowArithmetics.fastest().suitsProcessor()).isTrue();
        assertThat(WindowArithmetics.hasVectors()).isTrue();
    }
}
