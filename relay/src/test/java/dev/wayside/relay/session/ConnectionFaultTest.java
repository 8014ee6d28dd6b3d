package dev.wayside.relay.session;

import static dev.wayside.relay.session.SimulatedNetwork.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import dev.wayside.relay.message.FlowKey;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.SchedulerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults in what handles one connection end it, and nothing else. */
class ConnectionFaultTest {

    private static final int FAULTY_PORT = 6_666;
    private static final int GOOD_PORT = 80;

    private final List<String> logged = new ArrayList<>();
    private boolean policyFails;

    private final SimulatedPair pair = new SimulatedPair(SessionSettings.defaults(), (ends, kind, links) -> {
        if (policyFails && ends.server().getPort() == FAULTY_PORT) {
            throw new IllegalStateException("a fault of the policy");
        }
        return new FlowClass("user", 0, 1, 0, SchedulerKind.UTILITY);
    });

    /** Where the fault is. */
    enum Where {
        CONNECT,
        DELIVER,
        FINISHED,
        RESUME,
        POLICY,
        RESET
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void aFaultEndsItsConnectionAndNothingElse(Where where) {
        pair.path(20e6, 20);
        pair.path(10e6, 40);
        pair.edge.reportFaultsTo((what, fault) -> logged.add("edge: " + what + ": " + fault.getMessage()));
        pair.cloud.reportFaultsTo((what, fault) -> logged.add("cloud: " + what + ": " + fault.getMessage()));
        SimulatedPair.End other = pair.connectTo(GOOD_PORT);
        pair.network.runUntil(seconds(0.2));
        pair.servers.get(0).send(new byte[2_000_000], true);
        if (where == Where.CONNECT) {
            pair.refusesBadly = FAULTY_PORT;
        }
        policyFails = where == Where.POLICY;
        SimulatedPair.End faulty = pair.connectTo(FAULTY_PORT);
        faulty.failsAt = where;
        faulty.send(new byte[800_000], false);
        pair.network.runUntil(seconds(0.5));
        if (pair.servers.size() > 1) {
            pair.servers.get(1).send(new byte[100_000], true);
            pair.network.runUntil(seconds(0.8));
            if (where == Where.RESET) {
                pair.servers.get(1).breakOff();
            }
        }
        pair.network.runUntil(seconds(5));
        assertThat(other.received).isEqualTo(2_000_000);
        assertThat(faulty.closed).isTrue();
        assertThat(pair.servers.subList(1, pair.servers.size())).allMatch(server -> server.closed);
        if (where != Where.POLICY && where != Where.RESET && where != Where.CONNECT) {
            assertThat(pair.servers.get(1).reset).isEqualTo(ResetReason.RELAY_FAULT);
        }
        assertThat(pair.edge.status().paths()).hasSize(2);
        assertThat(pair.cloud.status().paths()).hasSize(2);
        assertThat(pair.edge.status().connections()).isEqualTo(1);
        assertThat(pair.cloud.status().connections()).isEqualTo(1);
        long faults =
                pair.edge.status().connectionFaults() + pair.cloud.status().connectionFaults();
        assertThat(faults).isPositive().isEqualTo(logged.size());
        assertThat(logged.get(0)).contains("a fault of");
    }

    @Test
    void aFaultOfWhoTakesPacketsLosesThatPacketOnly() {
        pair.path(20e6, 20);
        List<Integer> taken = new ArrayList<>();
        pair.cloud.deliverDatagramsTo(packet -> {
            taken.add(packet.remaining());
            if (packet.remaining() == 101) {
                throw new IllegalStateException("a fault of the receiver");
            }
        });
        FlowKey flow = new FlowKey(17, 1, 1, 2, 443);
        for (int bytes = 100; bytes < 105; bytes++) {
            pair.edge.sendDatagram(flow, ByteBuffer.allocate(bytes), pair.network.now());
        }
        pair.network.runUntil(seconds(1));
        assertThat(taken).containsExactlyInAnyOrder(100, 101, 102, 103, 104);
        assertThat(pair.cloud.status().connectionFaults()).isEqualTo(1);
        assertThat(pair.cloud.status().paths()).hasSize(1);
    }
}
