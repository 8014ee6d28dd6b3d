package dev.wayside.relay.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;

import dev.wayside.relay.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchedulerTest {

    private static final Packet ORDINARY = new Packet(1_000_000, OptionalLong.empty(), false, 0);

    @ParameterizedTest
    @EnumSource(SchedulerKind.class)
    void whatIsChosenHasRoomAndIsChosenOnce(SchedulerKind kind) {
        Seeds.forEach(500, random -> {
            Scheduler scheduler = kind.create(ScheduleSettings.defaults(), unlimited());
            for (int i = 0; i < 20; i++) {
                List<PathView> paths = randomPaths(random);
                List<PathView> chosen = scheduler.pathsFor(randomPacket(random), paths);
                assertThat(paths).containsAll(chosen);
                assertThat(chosen).allMatch(PathView::hasRoom).doesNotHaveDuplicates();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(SchedulerKind.class)
    void noPathsMeansToWait(SchedulerKind kind) {
        assertThat(kind.create(ScheduleSettings.defaults(), unlimited()).pathsFor(ORDINARY, List.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = SchedulerKind.class,
            names = {"REDUNDANT"},
            mode = EnumSource.Mode.EXCLUDE)
    void aFailingPathIsTakenOnlyWhereThereIsNoOther(SchedulerKind kind) {
        PathView failing = path(1, 10, 100e6).failing(true).view();
        PathView living = path(2, 200, 1e6).view();
        Scheduler scheduler = kind.create(ScheduleSettings.defaults(), unlimited());
        assertThat(scheduler.pathsFor(ORDINARY, List.of(failing, living))).containsExactly(living);
        assertThat(scheduler.pathsFor(ORDINARY, List.of(failing))).containsExactly(failing);
    }

    @Test
    void theUtilityIsThatOfTheBestOfAllSets() {
        Seeds.forEach(500, random -> {
            UtilitySelector selector = new UtilitySelector(1e-6, 1, unlimited());
            List<PathView> paths =
                    randomPaths(random).stream().filter(PathView::hasRoom).toList();
            Packet packet = randomPacket(random);
            List<PathView> chosen = selector.select(paths, packet);
            double best = utilityOf(chosen, packet.worth());
            for (List<PathView> other : subsets(paths)) {
                assertThat(best).isGreaterThanOrEqualTo(utilityOf(other, packet.worth()) - 1e-9);
            }
        });
    }

    @Test
    void ordinaryDataGoesOnOnePathThatOfTheLargestUtility() {
        Seeds.forEach(500, random -> {
            UtilitySelector selector = new UtilitySelector(1e-6, 1, unlimited());
            List<PathView> paths = randomPaths(random);
            List<PathView> chosen = selector.select(paths, ORDINARY);
            List<PathView> open = paths.stream().filter(PathView::hasRoom).toList();
            assertThat(chosen).hasSize(Math.min(1, open.size()));
            open.forEach(
                    path -> assertThat(selector.utility(chosen.get(0))).isGreaterThanOrEqualTo(selector.utility(path)));
        });
    }

    @Test
    void urgentDataGoesOnLossyPathsTogetherAsFarAsTheBudgetGoes() {
        List<PathView> paths = List.of(
                path(1, 50, 20e6).loss(0.2).view(), path(2, 60, 20e6).loss(0.2).view());
        Packet urgent = new Packet(100, OptionalLong.empty(), false, 1_000);
        assertThat(new UtilitySelector(1e-6, 1, unlimited()).select(paths, urgent))
                .hasSize(2);
        assertThat(new UtilitySelector(1e-6, 1, new RedundancyBudget(0, 0, 0, 0)).select(paths, urgent))
                .hasSize(1);
    }

    @Test
    void aPathPredictedToFailWithinARoundTripIsLeftOutAndForTailsWithinThePositionErrorToo() {
        PathView atOnce = path(1, 40, 50e6).outageIn(30).view();
        PathView soon = path(1, 40, 50e6).outageIn(330).view();
        PathView later = path(1, 40, 50e6).outageIn(400).view();
        PathView other = path(2, 200, 1e6).view();
        Packet tail = new Packet(500, OptionalLong.of(500), false, 0);
        Scheduler scheduler = SchedulerKind.UTILITY.create(ScheduleSettings.defaults(), unlimited());
        assertThat(scheduler.pathsFor(ORDINARY, List.of(atOnce, other))).containsExactly(other);
        assertThat(scheduler.pathsFor(ORDINARY, List.of(soon, other))).containsExactly(soon);
        assertThat(scheduler.pathsFor(tail, List.of(soon, other))).containsExactly(other);
        assertThat(scheduler.pathsFor(tail, List.of(later, other))).containsExactly(later);
    }

    @Test
    void theTailWaitsForThePathThatDeliversAllTheRestSooner() {
        PathView fastButFull = path(1, 20, 50e6).buffered(60_000).room(0).view();
        PathView slow = path(2, 400, 5e6).view();
        Scheduler scheduler = SchedulerKind.UTILITY.create(ScheduleSettings.defaults(), unlimited());
        assertThat(scheduler.pathsFor(
                        new Packet(10_000, OptionalLong.of(10_000), false, 0), List.of(fastButFull, slow)))
                .isEmpty();
        assertThat(scheduler.pathsFor(ORDINARY, List.of(fastButFull, slow))).containsExactly(slow);
    }

    @Test
    void aShortMessageWaitsForNoPathWithoutRoom() {
        PathView fastButFull = path(1, 20, 50e6).buffered(60_000).room(0).view();
        PathView slow = path(2, 400, 5e6).view();
        PathView slower = path(3, 900, 5e6).view();
        Packet message = new Packet(100, OptionalLong.of(100), true, 0);
        Scheduler scheduler = SchedulerKind.UTILITY.create(ScheduleSettings.defaults(), unlimited());
        assertThat(scheduler.pathsFor(message, List.of(fastButFull, slow, slower)))
                .containsExactly(slow);
    }

    @Test
    void theTailTakesThePathThatDeliversSoonestThoughAnotherHasTheLargerUtility() {
        PathView wide = path(1, 280, 30e6).view();
        PathView near = path(2, 52, 13e6).view();
        Scheduler scheduler = SchedulerKind.UTILITY.create(ScheduleSettings.defaults(), unlimited());
        assertThat(scheduler.pathsFor(new Packet(12_000, OptionalLong.of(12_000), false, 0), List.of(wide, near)))
                .containsExactly(near);
    }

    @Test
    void earliestCompletionWaitsForTheFastPathWhenLittleIsLeftAndNotWhenMuchIs() {
        PathView fastButFull = path(1, 20, 20e6).buffered(50_000).room(0).view();
        PathView slow = path(2, 200, 2e6).view();
        Scheduler scheduler = SchedulerKind.ECF.create(ScheduleSettings.defaults(), unlimited());
        assertThat(scheduler.pathsFor(new Packet(20_000, OptionalLong.empty(), false, 0), List.of(fastButFull, slow)))
                .isEmpty();
        assertThat(scheduler.pathsFor(
                        new Packet(5_000_000, OptionalLong.empty(), false, 0), List.of(fastButFull, slow)))
                .containsExactly(slow);
    }

    @Test
    void roundRobinTakesTurns() {
        List<PathView> paths = List.of(
                path(1, 20, 1e6).view(),
                path(2, 30, 1e6).view(),
                path(3, 40, 1e6).view());
        Scheduler scheduler = SchedulerKind.ROUND_ROBIN.create(ScheduleSettings.defaults(), unlimited());
        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            turns.add(scheduler.pathsFor(ORDINARY, paths).get(0).id());
        }
        assertThat(turns).containsExactly(1, 2, 3, 1, 2, 3);
    }

    @Test
    void anIdlePathGetsCopiesOfTheNextSixteenPackets() {
        Scheduler scheduler = SchedulerKind.UTILITY.create(ScheduleSettings.defaults(), unlimited());
        PathView busy = path(1, 20, 50e6).view();
        assertThat(scheduler.pathsFor(
                        ORDINARY, List.of(busy, path(2, 300, 1e6).idle(1_500).view())))
                .hasSize(2);
        int copies = 1;
        for (int i = 0; i < 40; i++) {
            copies += scheduler
                            .pathsFor(
                                    ORDINARY,
                                    List.of(busy, path(2, 300, 1e6).idle(5).view()))
                            .size()
                    - 1;
        }
        assertThat(copies).isEqualTo(16);
    }

    private double utilityOf(List<PathView> set, double worth) {
        double loss = set.stream().mapToDouble(PathView::loss).reduce(1, (one, other) -> one * other);
        double mean = set.stream()
                .mapToDouble(path -> (1 - path.loss())
                        * (1_000 / path.rttMillis() + 1e-6 * path.bandwidthBps())
                        / (1 + path.bufferedBytes() / (path.bandwidthBps() / 8 * path.rttMillis() / 1_000)))
                .average()
                .orElse(Double.NEGATIVE_INFINITY);
        return mean + worth * (1 - loss);
    }

    private static List<List<PathView>> subsets(List<PathView> paths) {
        List<List<PathView>> subsets = new ArrayList<>();
        for (int set = 1; set < 1 << paths.size(); set++) {
            List<PathView> members = new ArrayList<>();
            for (int i = 0; i < paths.size(); i++) {
                if ((set & 1 << i) != 0) {
                    members.add(paths.get(i));
                }
            }
            subsets.add(members);
        }
        return subsets;
    }

    private static RedundancyBudget unlimited() {
        return new RedundancyBudget(0, Long.MAX_VALUE / 2, 0, 0);
    }

    private static Packet randomPacket(Random random) {
        long bytes = 1 + random.nextInt(1_000_000);
        OptionalLong rest = random.nextBoolean() ? OptionalLong.of(bytes) : OptionalLong.empty();
        return new Packet(bytes, rest, false, random.nextInt(3) * 50.0);
    }

    private static List<PathView> randomPaths(Random random) {
        List<PathView> paths = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int id = 0; id < count; id++) {
            Draft draft = path(id, 5 + random.nextInt(400), 1e5 + random.nextInt(100_000_000))
                    .loss(random.nextDouble() * 0.3)
                    .buffered(random.nextInt(500_000))
                    .room(random.nextInt(3) * 20_000L)
                    .failing(random.nextInt(6) == 0)
                    .idle(random.nextInt(2_000));
            paths.add(
                    random.nextInt(4) == 0
                            ? draft.outageIn(random.nextInt(2_000)).view()
                            : draft.view());
        }
        return paths;
    }

    private static Draft path(int id, double rttMillis, double bandwidthBps) {
        return new Draft(id, rttMillis, bandwidthBps, 0, 0, 100_000, 0, false, OptionalDouble.empty());
    }

    private record Draft(
            int id,
            double rttMillis,
            double bandwidthBps,
            double loss,
            long buffered,
            long room,
            double idle,
            boolean failing,
            OptionalDouble outageIn) {

        Draft loss(double share) {
            return new Draft(id, rttMillis, bandwidthBps, share, buffered, room, idle, failing, outageIn);
        }

        Draft buffered(long bytes) {
            return new Draft(id, rttMillis, bandwidthBps, loss, bytes, room, idle, failing, outageIn);
        }

        Draft room(long bytes) {
            return new Draft(id, rttMillis, bandwidthBps, loss, buffered, bytes, idle, failing, outageIn);
        }

        Draft idle(double millis) {
            return new Draft(id, rttMillis, bandwidthBps, loss, buffered, room, millis, failing, outageIn);
        }

        Draft failing(boolean silent) {
            return new Draft(id, rttMillis, bandwidthBps, loss, buffered, room, idle, silent, outageIn);
        }

        Draft outageIn(double millis) {
            return new Draft(
                    id, rttMillis, bandwidthBps, loss, buffered, room, idle, failing, OptionalDouble.of(millis));
        }

        PathView view() {
            return new PathView(
                    id,
                    "carrier-" + id,
                    Lane.MAIN,
                    rttMillis,
                    2,
                    bandwidthBps,
                    loss,
                    buffered,
                    room,
                    idle,
                    failing,
                    outageIn);
        }
    }
}
