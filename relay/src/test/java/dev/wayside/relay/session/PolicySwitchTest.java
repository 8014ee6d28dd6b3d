package dev.wayside.relay.session;

import static dev.wayside.relay.session.SimulatedNetwork.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import dev.wayside.relay.config.Policy;
import dev.wayside.relay.context.ConnectionContext;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.context.PathForecast;
import dev.wayside.relay.message.FlowKey;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.schedule.FlowKind;
import dev.wayside.relay.schedule.LinkState;
import dev.wayside.relay.schedule.SchedulerKind;
import dev.wayside.relay.session.flow.FlowActivity;
import dev.wayside.relay.session.flow.KindStatus;
import org.junit.jupiter.api.Test;

/** Rules by kind and by state, over simulated paths, in virtual time. */
class PolicySwitchTest {

    private static SimulatedPair pair(String rules) throws Exception {
        return new SimulatedPair(SessionSettings.defaults(), Policy.parse("policy:\n" + rules, "rules"));
    }

    @Test
    void eachRelayJudgesTheDirectionItSends() throws Exception {
        SimulatedPair pair = new SimulatedPair(SessionSettings.defaults(), Policy.parse("""
                kinds: []
                policy: [{kinds: [bulk], scheduler: min_rtt}]
                """, "rules"));
        pair.path(20e6, 20);
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        client.send("GET /film HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1), false);
        pair.network.runUntil(seconds(1));
        assertThat(context(pair.edgeContexts).kind()).isEqualTo(FlowKind.HTML);
        assertThat(context(pair.cloudContexts).kind()).isEqualTo(FlowKind.SHORT);

        pair.servers.get(0).send(new byte[20_000_000], false);
        pair.network.runUntil(seconds(3));
        assertThat(context(pair.edgeContexts).kind()).isEqualTo(FlowKind.HTML);
        ConnectionContext download = context(pair.cloudContexts);
        assertThat(download.kind()).isEqualTo(FlowKind.BULK);
        assertThat(download.flowClass().scheduler()).isEqualTo(SchedulerKind.MIN_RTT);
        assertThat(download.waitingBytes()).isPositive();
        assertThat(download.activeMillis()).isBetween(1_400.0, 2_000.0);
        assertThat(flows(pair.cloud)).containsExactly(0, 0, 0, 1);
        assertThat(flows(pair.edge)).containsExactly(0, 0, 1, 0);

        pair.network.runUntil(seconds(20));
        assertThat(client.received).isEqualTo(20_000_000);
        assertThat(context(pair.cloudContexts).kind()).isEqualTo(FlowKind.SHORT);
        assertThat(context(pair.cloudContexts).flowClass().scheduler()).isEqualTo(SchedulerKind.UTILITY);
        List<Long> sent =
                pair.cloud.status().kinds().stream().map(KindStatus::sentBytes).toList();
        assertThat(sent.stream().mapToLong(Long::longValue).sum()).isEqualTo(20_000_000);
        assertThat(sent.get(FlowKind.BULK.ordinal())).isGreaterThan(19_000_000);

        client.connection.reset(ResetReason.PEER_RESET);
        assertThat(pair.edgeContexts.all(ConnectionContext.TYPE)).isEmpty();
    }

    @Test
    void connectionsThatBelongTogetherHaveTheShareOfOne() throws Exception {
        SimulatedPair pair = pair("  - {ports: [80], together: true}\n");
        pair.path(20e6, 20);
        List<SimulatedPair.End> together = List.of(pair.connect(), pair.connect(), pair.connect(), pair.connect());
        SimulatedPair.End alone = pair.connectTo(8080);
        pair.network.runUntil(seconds(0.5));
        pair.servers.forEach(server -> server.send(new byte[20_000_000], true));
        pair.network.runUntil(seconds(8));
        double shared = together.stream().mapToDouble(end -> end.received).sum();
        assertThat(shared / alone.received).isBetween(0.9, 1.1);
    }

    @Test
    void theKindPicksTheScheduler() throws Exception {
        SimulatedPair pair = pair("""
                  - {kinds: [bulk], scheduler: min_rtt}
                  - {kinds: [html], scheduler: redundant}
                """);
        SimulatedPath near = pair.path(20e6, 20);
        SimulatedPath far = pair.path(20e6, 40);
        SimulatedPair.End page = pair.connect();
        pair.network.runUntil(seconds(0.5));
        pair.servers.get(0).send(new byte[200_000], false);
        pair.network.runUntil(seconds(2));
        assertThat(page.received).isEqualTo(200_000);
        assertThat(Math.min(near.sentBytes(), far.sentBytes()))
                .as("on each path while it had room")
                .isGreaterThan(150_000);
        long copied = pair.cloud.status().copiedBytes();
        pair.servers.get(0).send(new byte[5_000_000], false);
        pair.network.runUntil(seconds(6));
        assertThat(page.received).isEqualTo(5_200_000);
        assertThat(pair.cloud.status().copiedBytes() - copied)
                .as("until it was bulk")
                .isLessThan(FlowActivity.BULK_BYTES + 500_000);
    }

    @Test
    void aPageKeepsItsGuaranteeNextToAnyNumberOfDownloads() throws Exception {
        SimulatedPair pair = pair("""
                  - {kinds: [bulk], user: bulk, weight: 20}
                  - {user: pages, guaranteedMbps: 4}
                """);
        pair.path(10e6, 20);
        for (int i = 0; i < 6; i++) {
            pair.connect().forgetBytes();
        }
        pair.network.runUntil(seconds(0.2));
        pair.servers.forEach(server -> server.send(new byte[20_000_000], false));
        // Until they were bulk they counted as pages.
        pair.network.runUntil(seconds(8));
        SimulatedPair.End page = pair.connect();
        pair.network.runUntil(seconds(8.2));
        pair.servers.get(6).send(new byte[900_000], false);
        // 7.2 Mbit at 4 Mbit/s; by weight it would take ten times as long.
        pair.network.runUntil(seconds(8.2 + 1.8));
        assertThat(page.received).isEqualTo(900_000);
    }

    @Test
    void onTheLastCarrierDownloadsStandBack() throws Exception {
        SimulatedPair pair = pair("""
                  - {when: {maxCarriersUp: 1}, ports: [80], weight: 0.05, user: downloads}
                  - {ports: [80], user: downloads}
                """);
        pair.path(10e6, 20);
        pair.path(10e6, 30).blackout(5, 10);
        SimulatedPair.End download = pair.connect();
        SimulatedPair.End other = pair.connectTo(8_080);
        download.forgetBytes();
        other.forgetBytes();
        pair.network.runUntil(seconds(0.2));
        pair.servers.forEach(server -> server.send(new byte[60_000_000], false));
        assertThat(share(pair, download, other, 2, 5)).isBetween(0.45, 0.55);
        assertThat(pair.cloud.status().links()).isEqualTo(new LinkState(2, false, false));
        assertThat(share(pair, download, other, 6, 9)).isLessThan(0.1);
        assertThat(pair.cloud.status().links()).isEqualTo(new LinkState(1, false, false));
        assertThat(share(pair, download, other, 14, 18)).isBetween(0.45, 0.55);
    }

    private static double share(
            SimulatedPair pair, SimulatedPair.End one, SimulatedPair.End other, double from, double to) {
        pair.network.runUntil(seconds(from));
        long before = one.received;
        long otherBefore = other.received;
        pair.network.runUntil(seconds(to));
        double got = one.received - before;
        return got / (got + other.received - otherBefore);
    }

    @Test
    void bothRelaysSwitchWhenAnOutageIsPredictedAndWhenTheHistoryFallsSilent() throws Exception {
        SimulatedPair pair = pair("""
                  - {when: {outagePredicted: true}, scheduler: redundant}
                  - {when: {historyAvailable: false}, scheduler: ecf}
                """);
        pair.path(20e6, 20);
        pair.path(20e6, 40);
        SimulatedPair.End client = pair.connect();
        ContextRegistry.Publisher<PathForecast> history = pair.edgeContexts.register(PathForecast.TYPE, "history");
        pair.network.at(seconds(1), () -> history.publish("carrier-1", forecast(OptionalLong.empty()), seconds(1)));
        pair.network.at(
                seconds(2), () -> history.publish("carrier-1", forecast(OptionalLong.of(seconds(4))), seconds(2)));
        pair.network.at(seconds(6), () -> history.publish("carrier-1", PathForecast.nothing(), seconds(6)));
        assertSchedulers(pair, client, 0.8, SchedulerKind.ECF);
        assertSchedulers(pair, client, 1.8, SchedulerKind.UTILITY);
        assertSchedulers(pair, client, 2.8, SchedulerKind.REDUNDANT);
        // It should have started, and the path lives on.
        assertSchedulers(pair, client, 5.5, SchedulerKind.UTILITY);
        assertSchedulers(pair, client, 7, SchedulerKind.ECF);
    }

    private static PathForecast forecast(OptionalLong outageAt) {
        return new PathForecast(OptionalDouble.of(20e6), OptionalDouble.of(20e6), 0.5, outageAt, 500);
    }

    private static void assertSchedulers(
            SimulatedPair pair, SimulatedPair.End client, double at, SchedulerKind expected) {
        pair.network.runUntil(seconds(at));
        client.connection.write(ByteBuffer.allocate(100));
        pair.servers.get(0).connection.write(ByteBuffer.allocate(100));
        pair.network.runUntil(seconds(at + 0.1));
        assertThat(List.of(pair.edgeContexts, pair.cloudContexts))
                .allSatisfy(contexts -> assertThat(context(contexts).flowClass().scheduler())
                        .as("at %s s", at)
                        .isEqualTo(expected));
    }

    @Test
    void rulesThatAreReplacedHoldAtOnceForFlowsThereAreAndThoseToCome() throws Exception {
        SimulatedPair pair = pair("  - {user: all}");
        pair.path(10e6, 20);
        SimulatedPair.End first = pair.connect();
        SimulatedPair.End second = pair.connectTo(8_080);
        first.forgetBytes();
        second.forgetBytes();
        pair.network.runUntil(seconds(0.2));
        pair.servers.forEach(server -> server.send(new byte[60_000_000], false));
        assertThat(share(pair, first, second, 1, 3)).isBetween(0.45, 0.55);
        pair.cloud.replacePolicy(
                Policy.parse("policy: [{ports: [80], user: first, weight: 4}, {user: rest}]", "rules"),
                pair.network.now());
        assertThat(share(pair, first, second, 4, 8)).isBetween(0.76, 0.84);
        SimulatedPair.End third = pair.connect();
        third.forgetBytes();
        pair.network.runUntil(seconds(8.2));
        pair.servers.get(2).send(new byte[60_000_000], false);
        assertThat(share(pair, third, first, 9, 12)).isBetween(0.45, 0.55);
        assertThat(pair.cloudContexts.all(ConnectionContext.TYPE).values())
                .extracting(stamped -> stamped.value().flowClass().user())
                .containsExactlyInAnyOrder("first", "rest", "first");
    }

    @Test
    void wholePacketsHaveKindsToo() throws Exception {
        SimulatedPair pair = new SimulatedPair(SessionSettings.defaults(), Policy.parse("""
                kinds: [{kind: control, protocol: udp, ports: [53]}]
                policy: [{kinds: [control], scheduler: redundant}, {kinds: [bulk], scheduler: min_rtt}]
                """, "rules"));
        pair.path(20e6, 20);
        pair.path(20e6, 40);
        pair.network.runUntil(seconds(0.1));
        pair.edge.sendDatagram(new FlowKey(17, 1, 1, 2, 53), ByteBuffer.allocate(100), pair.network.now());
        for (int i = 0; i < 2_000; i++) {
            long at = pair.network.now() + seconds(0.001);
            pair.network.runUntil(at);
            pair.edge.sendDatagram(new FlowKey(17, 1, 1, 2, 4_000), ByteBuffer.allocate(1_200), at);
        }
        // The other flow is copied until it has sent too much for that.
        assertThat(pair.edge.status().copiedBytes())
                .as("the question, and the beginning of the other flow")
                .isBetween(100L, 100L + 2 * (32 << 10));
        assertThat(flows(pair.edge)).containsExactly(1, 0, 0, 1);
        pair.network.runUntil(pair.network.now() + seconds(5));
        assertThat(flows(pair.edge)).containsExactly(1, 1, 0, 0);
    }

    private static ConnectionContext context(ContextRegistry contexts) {
        return contexts.latest(ConnectionContext.TYPE, "1").orElseThrow().value();
    }

    private static List<Integer> flows(Session session) {
        return session.status().kinds().stream().map(KindStatus::flows).toList();
    }
}
