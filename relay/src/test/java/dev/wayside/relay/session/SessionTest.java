package dev.wayside.relay.session;

import static dev.wayside.relay.session.SimulatedNetwork.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;

import dev.wayside.relay.Seeds;
import dev.wayside.relay.context.CarrierMeasurement;
import dev.wayside.relay.context.ConnectionContext;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.context.PathForecast;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.SchedulerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The session over simulated paths, in virtual time. */
class SessionTest {

    private static final SessionSettings SETTINGS = SessionSettings.defaults();

    @ParameterizedTest
    @EnumSource(SchedulerKind.class)
    void bytesArriveAsTheyWereSentInBothDirections(SchedulerKind scheduler) {
        SimulatedPair pair = new SimulatedPair(SETTINGS, scheduler);
        pair.path(20e6, 20);
        pair.path(5e6, 60);
        byte[] up = bytes(new Random(1), 300_000);
        byte[] down = bytes(new Random(2), 700_000);
        SimulatedPair.End client = pair.connect();
        client.send(up, true);
        pair.network.runUntil(seconds(0.5));
        pair.servers.get(0).send(down, true);
        pair.network.runUntil(seconds(10));
        assertSame(pair.servers.get(0).bytes.toByteArray(), up);
        assertSame(client.bytes.toByteArray(), down);
        assertThat(client.opened).isTrue();
        assertThat(client.finished).isTrue();
        assertThat(pair.servers.get(0).finished).isTrue();
        assertThat(client.reset).isNull();
        assertNothingIsLeft(pair);
    }

    @Test
    void noByteIsLostOrAlteredInAThousandTransfersUnderRandomPathFailures() {
        Seeds.forEach(1_000, random -> {
            SchedulerKind[] kinds = SchedulerKind.values();
            SimulatedPair pair = new SimulatedPair(SETTINGS, kinds[random.nextInt(kinds.length)]);
            List<SimulatedPath> paths = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                paths.add(randomPath(pair, random));
            }
            byte[] up = bytes(random, random.nextInt(150_000));
            byte[] down = bytes(random, random.nextInt(400_000));
            SimulatedPair.End client = pair.connect();
            client.send(up, true);
            for (int i = 0; i < 4; i++) {
                long when = seconds(random.nextDouble() * 3);
                pair.network.at(when, () -> {
                    SimulatedPath path = paths.remove(random.nextInt(paths.size()));
                    path.cut();
                    paths.add(randomPath(pair, random));
                });
            }
            pair.network.runUntil(seconds(0.7));
            while (pair.servers.isEmpty()) {
                pair.network.runUntil(pair.network.now() + seconds(0.1));
            }
            pair.servers.get(0).send(down, true);
            while (pair.network.now() < seconds(30)
                    && pair.edge.status().connections() + pair.cloud.status().connections() > 0) {
                pair.network.runUntil(pair.network.now() + seconds(0.1));
            }
            assertThat(pair.servers).hasSize(1);
            assertSame(pair.servers.get(0).bytes.toByteArray(), up);
            assertSame(client.bytes.toByteArray(), down);
            assertThat(client.finished && pair.servers.get(0).finished).isTrue();
            assertNothingIsLeft(pair);
        });
    }

    @Test
    void oneConnectionFillsAllPaths() {
        assertThat(goodputShare(new double[] {50e6, 50e6, 50e6}, new double[] {20, 40, 80}))
                .isGreaterThan(0.95);
        assertThat(goodputShare(new double[] {20e6, 10e6, 5e6}, new double[] {20, 40, 60}))
                .isGreaterThan(0.95);
    }

    @Test
    void aColdPathIsFullAsSoonAsItsSlowStartAllows() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        pair.path(50e6, 80).startSlowly();
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(1));
        pair.servers.get(0).send(new byte[50_000_000], true);
        // From ten segments to 1 MB under way it takes seven round trips of 160 ms; three more are for the relays.
        pair.network.runUntil(seconds(1 + 10 * 0.16));
        long before = client.received;
        pair.network.runUntil(seconds(1 + 10 * 0.16 + 1));
        assertThat((client.received - before) * 8 / 50e6).isGreaterThan(0.95);
    }

    @Test
    void aTransportThatRestsHoldsUpNobody() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        pair.path(50e6, 20).startSlowly();
        pair.path(50e6, 40).startSlowly();
        SimulatedPath third = pair.path(50e6, 80);
        third.startSlowly();
        third.rest(4);
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(0.5));
        pair.servers.get(0).send(new byte[60_000_000], true);
        pair.network.runUntil(seconds(3));
        client.longestStallNanos = 0;
        pair.network.runUntil(seconds(6));
        assertThat(client.received).isGreaterThan(40_000_000);
        assertThat(client.longestStallNanos).isLessThan(seconds(0.12));
    }

    @Test
    void aPathThatFallsSilentStallsTheConnectionForLessThanThreeTenthsOfASecond() {
        for (int dying = 0; dying < 3; dying++) {
            SimulatedPair.End client = bulkWithBlackout(dying, false);
            assertThat(client.longestStallNanos).as("path %d died", dying).isLessThan(seconds(0.3));
        }
    }

    @Test
    void whatTransportsHaveUnderWayInFullFlowIsLittleEnoughToStallItForLessThanThreeTenthsOfASecondToo() {
        for (int dying = 0; dying < 3; dying++) {
            for (double at : new double[] {4, 5.03, 6.07}) {
                SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
                List<SimulatedPath> paths = List.of(pair.path(20e6, 20), pair.path(10e6, 40), pair.path(5e6, 60));
                paths.forEach(SimulatedPath::startSlowly);
                paths.get(dying).blackout(at, at + 2);
                SimulatedPair.End client = pair.connect();
                client.forgetBytes();
                pair.network.runUntil(seconds(0.5));
                pair.servers.get(0).send(new byte[60_000_000], true);
                pair.network.runUntil(seconds(at));
                client.longestStallNanos = 0;
                // A quarter more than bandwidth times round trip and acknowledgement, and a segment.
                assertThat(pair.cloud.status().paths())
                        .extracting(PathStatus::outstandingBytes)
                        .satisfiesExactly(
                                bytes -> assertThat(bytes).isLessThan(175_000),
                                bytes -> assertThat(bytes).isLessThan(160_000),
                                bytes -> assertThat(bytes).isLessThan(120_000));
                pair.network.runUntil(seconds(at + 3));
                assertThat(client.longestStallNanos)
                        .as("path %d died at %s s", dying, at)
                        .isLessThan(seconds(0.3));
            }
        }
    }

    @Test
    void aPathThatWasPredictedToFallSilentStallsItForLessThanATenth() {
        for (int dying = 0; dying < 3; dying++) {
            SimulatedPair.End client = bulkWithBlackout(dying, true);
            assertThat(client.longestStallNanos).as("path %d died", dying).isLessThan(seconds(0.1));
        }
    }

    @Test
    void aPathThatLivesOnThoughItWasPredictedToFailIsUsedAgain() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        SimulatedPath predicted = pair.path(20e6, 20);
        pair.path(10e6, 40);
        ContextRegistry.Publisher<PathForecast> history = pair.edgeContexts.register(PathForecast.TYPE, "history");
        pair.network.at(seconds(1), () -> history.publish("carrier-1", outage(seconds(3), 60_000), seconds(1)));
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(0.5));
        pair.servers.get(0).send(new byte[60_000_000], true);
        pair.network.runUntil(seconds(2.9));
        long before = predicted.sentBytes();
        pair.network.runUntil(seconds(3.5));
        assertThat(predicted.sentBytes() - before).as("while it is shunned").isLessThan(50_000);
        pair.network.runUntil(seconds(5));
        assertThat(predicted.sentBytes() - before).as("after that").isGreaterThan(2_000_000);
    }

    @Test
    void theCloudLearnsEveryForecast() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        pair.path(20e6, 20);
        pair.path(10e6, 40);
        PathForecast forecast = new PathForecast(
                OptionalDouble.of(5e6),
                OptionalDouble.empty(),
                OptionalDouble.of(70),
                OptionalDouble.of(0.01),
                0.4,
                OptionalLong.of(seconds(3)),
                900);
        ContextRegistry.Publisher<PathForecast> history = pair.edgeContexts.register(PathForecast.TYPE, "history");
        pair.network.at(seconds(1), () -> history.publish("carrier-1", forecast, seconds(1)));
        pair.network.runUntil(seconds(2));
        PathForecast learned = pair.cloudContexts
                .latest(PathForecast.TYPE, "carrier-1")
                .orElseThrow()
                .value();
        assertThat(learned.downlinkBps()).hasValue(5e6);
        assertThat(learned.uplinkBps()).isEmpty();
        assertThat(learned.rttMillis()).hasValue(70);
        assertThat(learned.loss()).hasValue(0.01);
        assertThat(learned.confidence()).isEqualTo(0.4);
        assertThat(learned.outageAtNanos().orElseThrow()).isBetween(seconds(2.999), seconds(3.006));
    }

    @Test
    void aPathThatBecameSlowIsBelievedToBeThoughItsTransportCannotSaySo() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        pair.path(20e6, 20).slowDown(4, 1e6);
        pair.path(10e6, 40);
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(0.5));
        pair.servers.get(0).send(new byte[60_000_000], true);
        pair.network.runUntil(seconds(4));
        assertThat(pair.cloud.status().paths().get(0).bandwidthBps()).isBetween(19e6, 21e6);
        pair.network.runUntil(seconds(5.5));
        assertThat(pair.cloud.status().paths().get(0).bandwidthBps()).isBetween(0.8e6, 1.5e6);
    }

    @Test
    void theEdgeLearnsWhatBusyCarriersCarried() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        pair.path(20e6, 20);
        pair.path(5e6, 60);
        SimulatedPath forMessages = pair.path("carrier-2", Lane.SHORT, 5e6, 60);
        List<CarrierMeasurement> measured = new ArrayList<>();
        pair.edgeContexts.subscribe(CarrierMeasurement.TYPE, (carrier, stamped) -> {
            if (carrier.equals("carrier-2")) {
                measured.add(stamped.value());
            }
        });
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(1));
        pair.servers.get(0).send(new byte[60_000_000], true);
        pair.network.runUntil(seconds(6));
        CarrierMeasurement newest = measured.get(measured.size() - 1);
        assertThat(forMessages.sentBytes()).as("probes alone").isLessThan(6 * 500);
        assertThat(measured).hasSizeBetween(10, 12);
        assertThat(newest.downlinkBps().orElseThrow()).isBetween(4.5e6, 5.2e6);
        assertThat(newest.rttMillis()).hasValue(120);
        assertThat(newest.loss()).hasValue(0);
    }

    private static PathForecast outage(long atNanos, double millis) {
        return new PathForecast(OptionalDouble.empty(), OptionalDouble.empty(), 1, OptionalLong.of(atNanos), millis);
    }

    /**
     * Over several seeds: where the best carrier is silent, what two others lose at once decides, and that is seldom.
     */
    @Test
    void aShortMessageIsNotHeldUpByWhatIsLostOrSilentOnTheBestCarrier() {
        List<Double> millis = new ArrayList<>();
        for (int seed = 1; seed <= 10; seed++) {
            millis.addAll(shortMessages(seed));
        }
        assertThat(millis).hasSize(20_000);
        Collections.sort(millis);
        assertThat(millis.get(10_000)).as("median, ms").isLessThan(22);
        // The second best carrier delivers after 40 ms, the third after 60.
        assertThat(millis.get(19_800)).as("99th percentile, ms").isLessThan(65);
    }

    /** Times of 2,000 messages while every carrier lost some and the best one was silent for two seconds, ms. */
    private static List<Double> shortMessages(int seed) {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        Random random = new Random(seed);
        for (double delay : new double[] {20, 40, 60}) {
            for (Lane lane : Lane.values()) {
                SimulatedPath path = pair.path("carrier-" + delay, lane, 20e6, delay);
                path.lose(0.005, random);
                if (delay == 20) {
                    path.blackout(4, 6);
                }
            }
        }
        List<Double> millis = new ArrayList<>();
        List<SimulatedPair.End> users = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            users.add(pair.connect());
        }
        pair.network.runUntil(seconds(0.5));
        for (int i = 0; i < 20; i++) {
            long start = seconds(1 + i * 0.005);
            SimulatedPair.End server = pair.servers.get(i);
            server.hear(bytes -> millis.add((pair.network.now() - start - seconds(0.1 * (bytes / 100 - 1))) / 1e6));
            for (int message = 0; message < 100; message++) {
                SimulatedPair.End user = users.get(i);
                pair.network.at(start + seconds(0.1 * message), () -> user.send(new byte[100], false));
            }
        }
        pair.network.runUntil(seconds(20));
        assertThat(pair.edge.status().copiedBytes()).isLessThan(20 * SETTINGS.shortCopyBytesPerSecond());
        return millis;
    }

    @Test
    void allPathsMayBeDeadForTenSeconds() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        pair.path(20e6, 20).blackout(1, 11);
        pair.path(10e6, 40).blackout(1, 11);
        byte[] down = bytes(new Random(3), 8_000_000);
        SimulatedPair.End client = pair.connect();
        pair.network.runUntil(seconds(0.2));
        pair.servers.get(0).send(down, true);
        pair.network.runUntil(seconds(11));
        assertThat(client.reset).isNull();
        assertThat(client.bytes.size()).isLessThan(down.length);
        pair.network.runUntil(seconds(20));
        assertSame(client.bytes.toByteArray(), down);
    }

    @Test
    void connectionsAreResetWhenThePathsAreLostForTooLong() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        SimulatedPath path = pair.path(20e6, 20);
        SimulatedPair.End client = pair.connect();
        pair.network.runUntil(seconds(1));
        path.cut();
        pair.network.runUntil(seconds(60));
        assertThat(client.reset).isNull();
        pair.network.runUntil(seconds(62));
        assertThat(client.reset).isEqualTo(ResetReason.PATHS_LOST);
        assertThat(pair.servers.get(0).reset).isEqualTo(ResetReason.PATHS_LOST);
    }

    @Test
    void aClientThatNeverReadsHoldsNoMoreThanItsWindowAndStallsNobody() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        pair.path(100e6, 10);
        pair.path(100e6, 20);
        SimulatedPair.End deaf = pair.connect();
        deaf.reads = false;
        deaf.forgetBytes();
        SimulatedPair.End reader = pair.connect();
        reader.forgetBytes();
        pair.network.runUntil(seconds(0.2));
        pair.servers.forEach(server -> server.send(new byte[60_000_000], true));
        pair.network.runUntil(seconds(5));
        assertThat(deaf.received).isLessThanOrEqualTo(SETTINGS.initialWindowBytes());
        assertThat(pair.edge.status().heldBytes()).isLessThanOrEqualTo(SETTINGS.windowBytes());
        assertThat(reader.received).isEqualTo(60_000_000);
    }

    @Test
    void whatIsReceivedStaysWithinTheBudgetHoweverManyNeverRead() {
        SessionSettings small = new SessionSettings(
                1 << 20, 64 << 10, 512 << 10, 96 << 20, 8 << 20, 16_384, 200, 60, 3, 60_000, 0.05, 0);
        SimulatedPair pair = new SimulatedPair(small, SchedulerKind.MIN_RTT);
        pair.path(1e9, 5);
        List<SimulatedPair.End> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            SimulatedPair.End client = pair.connect();
            client.forgetBytes();
            clients.add(client);
        }
        pair.network.runUntil(seconds(0.2));
        pair.servers.forEach(server -> server.send(new byte[2_000_000], true));
        pair.network.runUntil(seconds(0.25));
        clients.forEach(client -> client.reads = false);
        pair.network.runUntil(seconds(5));
        assertThat(pair.edge.status().heldBytes()).isLessThan(50 * (64L << 10) + (8 << 20));
    }

    @Test
    void usersShareTheBottleneckByWeight() {
        SimulatedPair pair = new SimulatedPair(
                SETTINGS,
                (ends, kind, links) -> ends.client().getPort() == 40_000
                        ? new FlowClass("light", 0, 1, 0, SchedulerKind.UTILITY)
                        : new FlowClass("heavy", 0, 3, 0, SchedulerKind.UTILITY));
        pair.path(20e6, 20);
        List<SimulatedPair.End> clients = List.of(pair.connect(), pair.connect(), pair.connect());
        clients.forEach(SimulatedPair.End::forgetBytes);
        pair.network.runUntil(seconds(0.2));
        pair.servers.forEach(server -> server.send(new byte[60_000_000], true));
        pair.network.runUntil(seconds(8));
        double light = clients.get(0).received;
        double heavy = clients.get(1).received + clients.get(2).received;
        assertThat(heavy / light).isBetween(2.7, 3.3);
    }

    @Test
    void whatWasSaidBeforeAResetArrivesBeforeIt() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        pair.path(10e6, 60);
        pair.path(20e6, 10);
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(0.2));
        pair.servers.get(0).send(new byte[400_000], false);
        pair.servers.get(0).connection.reset(ResetReason.PEER_RESET);
        pair.network.runUntil(seconds(3));
        assertThat(client.received).isEqualTo(400_000);
        assertThat(client.reset).isEqualTo(ResetReason.PEER_RESET);
        assertNothingIsLeft(pair);
    }

    @Test
    void allThatWaitsToBeSentHasABound() {
        SessionSettings few = new SessionSettings(
                1 << 20, 64 << 10, 512 << 10, 2 << 20, 8 << 20, 16_384, 200, 60, 3, 60_000, 0.05, 0);
        SimulatedPair pair = new SimulatedPair(few, SchedulerKind.UTILITY);
        pair.path(20e6, 20);
        for (int i = 0; i < 50; i++) {
            pair.connect().reads = false;
        }
        pair.network.runUntil(seconds(0.2));
        pair.servers.forEach(server -> server.send(new byte[2_000_000], true));
        pair.network.runUntil(seconds(5));
        long waiting = pair.cloud.connectionContexts().values().stream()
                .mapToLong(ConnectionContext::waitingBytes)
                .sum();
        assertThat(waiting).isBetween(1L << 20, (2L << 20) + 50 * (128 << 10));
    }

    @Test
    void aResetReachesTheOtherEnd() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        pair.path(20e6, 20);
        SimulatedPair.End client = pair.connect();
        pair.network.runUntil(seconds(0.2));
        client.connection.reset(ResetReason.PEER_RESET);
        pair.network.runUntil(seconds(0.4));
        assertThat(pair.servers.get(0).reset).isEqualTo(ResetReason.PEER_RESET);
        assertNothingIsLeft(pair);
    }

    @Test
    void whatASilentPathHeldIsNotSentOverTheSameCarrierOnceMore() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        SimulatedPath silent = pair.path("first", Lane.MAIN, 20e6, 20);
        SimulatedPath neighbour = pair.path("first", Lane.SHORT, 20e6, 20);
        pair.path("second", Lane.MAIN, 5e6, 40);
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(0.2));
        pair.servers.get(0).send(new byte[20_000_000], true);
        silent.blackout(1, 3);
        neighbour.blackout(1, 3);
        pair.network.runUntil(seconds(1));
        long before = neighbour.sentBytes();
        pair.network.runUntil(seconds(2.9));
        assertThat(pair.cloud.status().failures()).isPositive();
        assertThat(neighbour.sentBytes() - before).as("probes, controls").isLessThan(2_000);
    }

    @Test
    void aLossThatTheTransportMakesGoodIsNoSilence() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        SimulatedPath lossy = pair.path(20e6, 100);
        pair.path(10e6, 40);
        lossy.lose(0.003, new Random(1));
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(0.5));
        pair.servers.get(0).send(new byte[10_000_000], true);
        pair.network.runUntil(seconds(10));
        assertThat(client.received).isEqualTo(10_000_000);
        assertThat(pair.cloud.status().failures()).isZero();
    }

    @Test
    void ordinaryBulkSpendsNextToNothingOnCopies() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        pair.path(20e6, 20);
        pair.path(10e6, 40);
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(0.2));
        pair.servers.get(0).send(new byte[20_000_000], true);
        pair.network.runUntil(seconds(10));
        SessionStatus status = pair.cloud.status();
        assertThat(client.received).isEqualTo(20_000_000);
        assertThat(status.copiedBytes()).isLessThan(status.firstBytes() / 20);
    }

    private static double goodputShare(double[] bps, double[] delayMillis) {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        double sum = 0;
        for (int i = 0; i < bps.length; i++) {
            pair.path(bps[i], delayMillis[i]);
            sum += bps[i];
        }
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(1));
        pair.servers.get(0).send(new byte[200_000_000], true);
        pair.network.runUntil(seconds(3));
        long before = client.received;
        pair.network.runUntil(seconds(8));
        return (client.received - before) * 8 / 5.0 / sum;
    }

    private static SimulatedPair.End bulkWithBlackout(int dying, boolean predicted) {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        List<SimulatedPath> paths = List.of(pair.path(20e6, 20), pair.path(10e6, 40), pair.path(5e6, 60));
        paths.get(dying).blackout(4, 6);
        if (predicted) {
            ContextRegistry.Publisher<PathForecast> history = pair.cloudContexts.register(PathForecast.TYPE, "history");
            pair.network.at(
                    seconds(1),
                    () -> history.publish(
                            "carrier-" + (dying + 1),
                            new PathForecast(
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty(),
                                    1,
                                    OptionalLong.of(seconds(4)),
                                    2_000),
                            seconds(1)));
        }
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(0.5));
        pair.servers.get(0).send(new byte[60_000_000], true);
        pair.network.runUntil(seconds(2));
        client.longestStallNanos = 0;
        pair.network.runUntil(seconds(10));
        return client;
    }

    private static SimulatedPath randomPath(SimulatedPair pair, Random random) {
        SimulatedPath path = pair.path(
                "carrier-" + random.nextInt(3),
                Lane.values()[random.nextInt(2)],
                1e6 + random.nextInt(30_000_000),
                2 + random.nextInt(150));
        path.lose(random.nextInt(3) * 0.02, random);
        if (random.nextInt(3) == 0) {
            double from = pair.network.now() / 1e9 + random.nextDouble() * 2;
            path.blackout(from, from + random.nextDouble() * 3);
        }
        return path;
    }

    private static void assertSame(byte[] received, byte[] sent) {
        assertThat(received.length).as("bytes received").isEqualTo(sent.length);
        assertThat(Arrays.mismatch(received, sent))
                .as("first byte that differs")
                .isEqualTo(-1);
    }

    private static void assertNothingIsLeft(SimulatedPair pair) {
        assertThat(pair.edge.status().connections()).isZero();
        assertThat(pair.cloud.status().connections()).isZero();
        assertThat(pair.edge.status().heldBytes()).isZero();
        assertThat(pair.cloud.status().heldBytes()).isZero();
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
