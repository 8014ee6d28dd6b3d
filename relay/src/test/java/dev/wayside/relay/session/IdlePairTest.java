package dev.wayside.relay.session;

import static dev.wayside.relay.session.SimulatedNetwork.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.context.PathForecast;
import dev.wayside.relay.message.FlowKey;
import dev.wayside.relay.message.Frame;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.SchedulerKind;
import org.junit.jupiter.api.Test;

/** How much an idle pair says, and how soon it wakes; in virtual time. */
class IdlePairTest {

    private final SimulatedPair pair = new SimulatedPair(SessionSettings.defaults(), SchedulerKind.UTILITY);
    private final SimulatedPath bulk = pair.path("one", Lane.MAIN, 20e6, 25);
    private final SimulatedPath messages = pair.path("one", Lane.SHORT, 20e6, 25);

    /** Frames without payload that went over both paths, both ways. */
    private double framesASecond(double fromSeconds, double toSeconds) {
        pair.network.runUntil(seconds(fromSeconds));
        long before = bulk.sentBytes() + messages.sentBytes();
        pair.network.runUntil(seconds(toSeconds));
        return (bulk.sentBytes() + messages.sentBytes() - before) / (toSeconds - fromSeconds) / Frame.HEADER_BYTES;
    }

    private void packetAt(double atSeconds) {
        pair.network.at(
                seconds(atSeconds),
                () -> pair.edge.sendDatagram(
                        new FlowKey(17, 1, 1, 2, 53), ByteBuffer.allocate(100), pair.network.now()));
    }

    private List<PathStatus> paths(Session session) {
        return session.status().paths();
    }

    @Test
    void anIdlePairAsksSeldom() {
        // A probe and its echo each 2 s on the lane of bulk, and the cloud's own, since here no transport acknowledges
        // its
        // answers; hardly anything on the other.
        assertThat(framesASecond(5, 65)).isBetween(0.5, 2.2);
    }

    @Test
    void asLongAsDataMovedLatelyAllPathsAreAskedOften() {
        for (int i = 0; i < 10; i++) {
            packetAt(10 + i);
        }
        assertThat(framesASecond(10.5, 19.5)).isGreaterThan(20);
        assertThat(framesASecond(24, 60)).isLessThan(2.2);
    }

    @Test
    void theFirstDataAfterSilenceHasAllPathsOfBothRelaysAskedAtOnce() {
        packetAt(30.001);
        pair.network.runUntil(seconds(30));
        long before = messages.sentBytes();
        pair.network.runUntil(seconds(30.001) + 2 * SessionSettings.TICK_MILLIS * 1_000_000L);
        // The packet went one way; the probe is the edge's.
        assertThat(messages.sentBytes() - before).isGreaterThanOrEqualTo(100 + 2L * Frame.HEADER_BYTES);
        pair.network.runUntil(seconds(30.06));
        // The echo, and the cloud's own probe, have left meanwhile.
        assertThat(messages.sentBytes() - before).isGreaterThanOrEqualTo(100 + 4L * Frame.HEADER_BYTES);
    }

    @Test
    void aCarrierThatFallsSilentWhileThePairIsIdleIsNoticedOnBothLanes() {
        bulk.blackout(20, 40);
        messages.blackout(20, 40);
        pair.network.runUntil(seconds(22.5));
        assertThat(paths(pair.edge)).allMatch(PathStatus::failing);
        pair.network.runUntil(seconds(24));
        assertThat(paths(pair.cloud)).allMatch(PathStatus::failing);
        pair.network.runUntil(seconds(42));
        assertThat(paths(pair.edge)).noneMatch(PathStatus::failing);
        assertThat(paths(pair.cloud)).noneMatch(PathStatus::failing);
    }

    @Test
    void whatIsPredictedWhileThePairIsIdleReachesTheCloudWithTheFirstDataUnlessItIsOld() {
        ContextRegistry.Publisher<PathForecast> publisher = pair.edgeContexts.register(PathForecast.TYPE, "test");
        PathForecast forecast =
                new PathForecast(OptionalDouble.of(7e6), OptionalDouble.empty(), 1, OptionalLong.empty(), 0);
        pair.network.at(seconds(10), () -> publisher.publish("old", forecast, pair.network.now()));
        pair.network.at(seconds(29), () -> publisher.publish("one", forecast, pair.network.now()));
        pair.network.runUntil(seconds(30));
        assertThat(pair.cloudContexts.all(PathForecast.TYPE)).isEmpty();
        packetAt(30);
        pair.network.runUntil(seconds(30.1));
        assertThat(pair.cloudContexts.all(PathForecast.TYPE)).containsOnlyKeys("one");
    }
}
