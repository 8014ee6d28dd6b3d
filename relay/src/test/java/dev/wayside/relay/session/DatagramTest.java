package dev.wayside.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;

import dev.wayside.relay.Seeds;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.message.FlowKey;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.ScheduleSettings;
import dev.wayside.relay.schedule.SchedulerKind;
import dev.wayside.relay.schedule.SharingRule;
import org.junit.jupiter.api.Test;

/** Whole packets between two sessions, in virtual time. */
class DatagramTest {

    private static final int BYTES = 1_200;

    private final List<Long> arrived = new ArrayList<>();
    private double maxMillis;

    private SimulatedPair pair(SchedulerKind scheduler) {
        SimulatedPair pair = new SimulatedPair(SessionSettings.defaults(), scheduler);
        pair.cloud.deliverDatagramsTo(packet -> {
            assertThat(packet.remaining()).isEqualTo(BYTES);
            maxMillis = Math.max(maxMillis, (pair.network.now() - packet.getLong(8)) / 1e6);
            arrived.add(packet.getLong(0));
        });
        return pair;
    }

    /** Packets at this rate over these seconds, numbered from 1. */
    private static long send(SimulatedPair pair, int flow, double perSecond, double seconds) {
        long count = Math.round(perSecond * seconds);
        for (long i = 1; i <= count; i++) {
            long number = i;
            pair.network.at(
                    SimulatedNetwork.seconds(i / perSecond),
                    () -> pair.edge.sendDatagram(
                            new FlowKey(17, 1, flow, 2, 443),
                            ByteBuffer.allocate(BYTES).putLong(0, number).putLong(8, pair.network.now()),
                            pair.network.now()));
        }
        return count;
    }

    private static long[] from1To(long count) {
        return LongStream.rangeClosed(1, count).toArray();
    }

    @Test
    void whatThePathsCanCarryArrivesWholeAndOnce() {
        for (SchedulerKind scheduler : SchedulerKind.values()) {
            arrived.clear();
            SimulatedPair pair = pair(scheduler);
            pair.path(20e6, 20);
            pair.path(10e6, 40);
            pair.path(10e6, 60);
            long sent = send(pair, 1, 800, 3);
            pair.network.runUntil(SimulatedNetwork.seconds(4));
            assertThat(arrived)
                    .as("%s", scheduler)
                    .hasSize((int) sent)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.of(from1To(sent)).boxed().toList());
        }
    }

    @Test
    void copiesArriveOnce() {
        SimulatedPair pair = pair(SchedulerKind.REDUNDANT);
        pair.path(20e6, 20);
        pair.path(20e6, 40);
        long sent = send(pair, 1, 500, 2);
        pair.network.runUntil(SimulatedNetwork.seconds(3));
        assertThat(arrived).hasSize((int) sent).doesNotHaveDuplicates();
        assertThat(pair.cloud.status().datagrams().duplicates()).isEqualTo(sent);
    }

    @Test
    void overloadDropsTheOldestAndKeepsTheLatencyBounded() {
        SimulatedPair pair = pair(SchedulerKind.UTILITY);
        pair.path(10e6, 20);
        long sent = send(pair, 1, 2_000, 3);
        // Before it is bulk its packets may wait longer.
        pair.network.runUntil(SimulatedNetwork.seconds(1));
        maxMillis = 0;
        pair.network.runUntil(SimulatedNetwork.seconds(4));
        DatagramStatus status = pair.edge.status().datagrams();
        assertThat(status.dropped()).isPositive();
        assertThat(status.sent() + status.dropped()).isEqualTo(sent);
        assertThat(status.queuedBytes()).isZero();
        // The path carries 10 of 19.2 Mbit/s; at most 100 ms in the relay, 64 KB on the path, 20 ms on the way.
        assertThat(arrived.size() * BYTES * 8 / 3.0).isBetween(9e6, 10.5e6);
        assertThat(maxMillis).isLessThan(DatagramQueue.MAX_WAIT_MILLIS + 2 * 64 * 1_024 * 8 / 10e3 + 20);
        assertThat(arrived).doesNotHaveDuplicates();
        assertThat(arrived.get(arrived.size() - 1)).isGreaterThan(sent - 10);
    }

    @Test
    void whatWaitedBecauseTheRelayStoodStillIsSent() {
        Session edge = Session.edge(
                SessionSettings.defaults(),
                ScheduleSettings.defaults(),
                SharingRule.PROPORTIONAL,
                (ends, kind, links) -> new FlowClass("user", 0, 1, 0, SchedulerKind.UTILITY),
                new ContextRegistry(),
                () -> {},
                0);
        edge.tick(5_000_000);
        for (int i = 0; i < 10; i++) {
            edge.sendDatagram(new FlowKey(17, 1, 1, 2, 443), ByteBuffer.allocate(BYTES), 6_000_000);
        }
        // Nothing called for half a second; then it goes on, and a path is missing for less than is waited.
        edge.pump(506_000_000);
        edge.tick(507_000_000);
        assertThat(edge.status().datagrams().dropped()).isZero();
        for (long at = 507; at < 1_000; at += 5) {
            edge.tick(at * 1_000_000);
        }
        assertThat(edge.status().datagrams().dropped()).isEqualTo(10);
    }

    @Test
    void whatADyingPathHeldArrivesOverTheOthersAndOnce() {
        Seeds.forEach(50, random -> {
            arrived.clear();
            SimulatedPair pair = pair(SchedulerKind.MIN_RTT);
            SimulatedPath dying = pair.path(20e6, 20);
            pair.path(20e6, 40);
            long sent = send(pair, 1, 500, 3);
            double at = 0.5 + random.nextDouble();
            if (random.nextBoolean()) {
                pair.network.at(SimulatedNetwork.seconds(at), dying::cut);
            } else {
                dying.blackout(at, at + 1);
            }
            pair.network.runUntil(SimulatedNetwork.seconds(5));
            assertThat(arrived).doesNotHaveDuplicates().hasSize((int) sent);
            // Silence is noticed after 120 ms and what belongs to it; what follows is soon on its way.
            assertThat(maxMillis).isLessThan(400);
        });
    }

    @Test
    void manyFlowsShareAndNoneIsMixedUp() {
        SimulatedPair pair = pair(SchedulerKind.UTILITY);
        pair.path(20e6, 20);
        pair.path(20e6, 30);
        for (int flow = 1; flow <= 50; flow++) {
            send(pair, flow, 40, 2);
        }
        pair.network.runUntil(SimulatedNetwork.seconds(3));
        assertThat(arrived).hasSize(50 * 80);
        assertThat(new HashSet<>(arrived)).hasSize(80);
        assertThat(pair.edge.status().datagrams().flows()).isEqualTo(50);
    }

    @Test
    void packetsLeaveRoomForConnections() {
        SimulatedPair pair = new SimulatedPair(
                SessionSettings.defaults(),
                (ends, kind, links) ->
                        new FlowClass("port " + ends.server().getPort(), 0, 1, 0, SchedulerKind.UTILITY));
        pair.cloud.deliverDatagramsTo(packet -> arrived.add(packet.getLong(0)));
        pair.path(20e6, 20);
        SimulatedPair.End client = pair.connect();
        client.send(new byte[20_000_000], true);
        send(pair, 1, 4_000, 4);
        pair.network.runUntil(SimulatedNetwork.seconds(4));
        double packets = arrived.size() * BYTES * 8 / 4.0;
        double bytes = pair.servers.get(0).received * 8 / 4.0;
        assertThat(packets).isBetween(7e6, 12e6);
        assertThat(bytes).isBetween(7e6, 12e6);
    }

    @Test
    void aPeerThatRestartedIsHeardAgain() {
        SimulatedPair pair = new SimulatedPair(SessionSettings.defaults(), SchedulerKind.UTILITY);
        pair.edge.deliverDatagramsTo(packet -> arrived.add(packet.getLong(0)));
        SimulatedPath path = pair.path(20e6, 20);
        sendDown(pair, pair.cloud, 100);
        assertThat(arrived).hasSize(100);

        path.cut();
        pair.edge.abandonAll(ResetReason.RELAY_STOPPED);
        Session restarted = Session.cloud(
                SessionSettings.defaults(),
                ScheduleSettings.defaults(),
                SharingRule.PROPORTIONAL,
                (ends, kind, links) -> new FlowClass("user", 0, 1, 0, SchedulerKind.UTILITY),
                (connection, request) -> {},
                new ContextRegistry(),
                () -> {},
                pair.network.now());
        new SimulatedPath(pair.network, 9, "carrier-9", Lane.MAIN, 20e6, 20, pair.edge, restarted).open();
        sendDown(pair, restarted, 50);
        assertThat(arrived).hasSize(150);
    }

    private static void sendDown(SimulatedPair pair, Session from, int count) {
        for (int i = 1; i <= count; i++) {
            ByteBuffer packet = ByteBuffer.allocate(BYTES).putLong(0, i);
            from.sendDatagram(new FlowKey(17, 1, 1, 2, 443), packet, pair.network.now());
            from.pump(pair.network.now());
            pair.network.runUntil(pair.network.now() + 1_000_000);
        }
        pair.network.runUntil(pair.network.now() + 500_000_000);
    }
}
