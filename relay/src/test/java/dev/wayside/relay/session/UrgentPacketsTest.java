package dev.wayside.relay.session;

import static dev.wayside.relay.session.SimulatedNetwork.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

import dev.wayside.relay.message.FlowKey;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.Redundancy;
import dev.wayside.relay.schedule.SchedulerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls next to bulk, in virtual time. */
class UrgentPacketsTest {

    private static final int CALL_BYTES = 200;

    private final Set<Long> arrived = new HashSet<>();
    private double slowestMillis;

    private SimulatedPair pair() {
        SimulatedPair pair = new SimulatedPair(SessionSettings.defaults(), SchedulerKind.UTILITY);
        pair.edge.deliverDatagramsTo(packet -> {
            if (arrived.add(packet.getLong(0))) {
                slowestMillis = Math.max(slowestMillis, (pair.network.now() - packet.getLong(8)) / 1e6);
            }
        });
        return pair;
    }

    /** Calls from the cloud to the edge, 50 packets a second each; how many packets that will be. */
    private static int calls(SimulatedPair pair, int count, int bytes, double fromSeconds, double seconds) {
        int packets = (int) (50 * seconds);
        for (int call = 0; call < count; call++) {
            FlowKey flow = new FlowKey(17, 1, 1_000 + call, 2, 4_000);
            for (int i = 0; i < packets; i++) {
                long number = (long) call * packets + i;
                pair.network.at(
                        seconds(fromSeconds + i / 50.0),
                        () -> pair.cloud.sendDatagram(
                                flow,
                                ByteBuffer.allocate(bytes).putLong(0, number).putLong(8, pair.network.now()),
                                pair.network.now()));
            }
        }
        return count * packets;
    }

    private static void download(SimulatedPair pair) {
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(0.5));
        pair.servers.get(0).send(new byte[60_000_000], true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aCallIsNotHeldUpByTransportsOfBulkThatAllRestAtOnce(int carriers) {
        SimulatedPair pair = pair();
        for (int carrier = 1; carrier <= carriers; carrier++) {
            SimulatedPath bulk = pair.path("carrier-" + carrier, Lane.MAIN, 20e6, 25);
            bulk.startSlowly();
            bulk.rest(3);
            pair.path("carrier-" + carrier, Lane.SHORT, 20e6, 25);
        }
        int sent = calls(pair, 1, CALL_BYTES, 0.6, 5);
        download(pair);
        pair.network.runUntil(seconds(6));
        assertThat(arrived).hasSize(sent);
        assertThat(slowestMillis).isLessThan(40);
    }

    @Test
    void whereOneCarrierLosesPacketsTheCopyOnAnotherIsInTime() {
        SimulatedPair pair = pair();
        SimulatedPath lossy = pair.path("one", Lane.SHORT, 20e6, 20);
        pair.path("one", Lane.MAIN, 20e6, 20);
        pair.path("two", Lane.SHORT, 20e6, 30);
        pair.path("two", Lane.MAIN, 20e6, 30);
        lossy.blackout(2, 3);
        int sent = calls(pair, 1, CALL_BYTES, 0.6, 5);
        pair.network.runUntil(seconds(7));
        assertThat(arrived).hasSize(sent);
        assertThat(slowestMillis).isLessThan(40);
        assertThat(pair.cloud.status().copies().get(Redundancy.SHORT_COPY)).isGreaterThan(150L * CALL_BYTES);
    }

    @Test
    void withoutTheOtherLaneACallWaitsUntilTheTransportHasRested() {
        SimulatedPair pair = pair();
        SimulatedPath only = pair.path("one", Lane.MAIN, 20e6, 25);
        only.startSlowly();
        only.rest(3);
        int sent = calls(pair, 1, CALL_BYTES, 0.6, 5);
        download(pair);
        pair.network.runUntil(seconds(6));
        assertThat(arrived).hasSize(sent);
        assertThat(slowestMillis).isBetween(100.0, 400.0);
    }

    @Test
    void copiesOfManyCallsStayWithinTheirBudget() {
        SimulatedPair pair = pair();
        for (String carrier : new String[] {"one", "two", "three"}) {
            pair.path(carrier, Lane.MAIN, 20e6, 25);
            pair.path(carrier, Lane.SHORT, 20e6, 25);
        }
        int sent = calls(pair, 40, CALL_BYTES, 0.6, 5);
        pair.network.runUntil(seconds(7));
        assertThat(arrived).hasSize(sent);
        long perSecond = SessionSettings.defaults().shortCopyBytesPerSecond();
        assertThat(pair.cloud.status().copies().get(Redundancy.SHORT_COPY)).isBetween(4 * perSecond, 7 * perSecond);
    }

    @Test
    void aFloodTakesTheLaneOfBulkAsSoonAsItIsOne() {
        SimulatedPair pair = pair();
        SimulatedPath bulk = pair.path("one", Lane.MAIN, 20e6, 25);
        SimulatedPath messages = pair.path("one", Lane.SHORT, 20e6, 25);
        calls(pair, 1, 1_200, 0.6, 5);
        for (int i = 0; i < 5_000; i++) {
            pair.network.at(
                    seconds(1 + i / 1_500.0),
                    () -> pair.cloud.sendDatagram(
                            new FlowKey(17, 1, 1, 2, 5_000),
                            ByteBuffer.allocate(1_200).putLong(0, -1),
                            pair.network.now()));
        }
        pair.network.runUntil(seconds(7));
        assertThat(messages.sentBytes()).isLessThan(250L * 1_300 + (2L << 20));
        assertThat(bulk.sentBytes()).isGreaterThan(4_000_000);
    }
}
