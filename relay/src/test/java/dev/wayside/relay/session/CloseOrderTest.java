package dev.wayside.relay.session;

import static dev.wayside.relay.session.SimulatedNetwork.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.wayside.relay.Seeds;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.schedule.SchedulerKind;
import org.junit.jupiter.api.Test;

/** Connections that end in every order, in virtual time. */
class CloseOrderTest {

    private static final SessionSettings SETTINGS = SessionSettings.defaults();

    @Test
    void fiveThousandConnectionsThatEndInAnyOrderLeaveNothingAndHarmNobody() {
        Seeds.forEach(50, random -> {
            SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
            pair.path(200e6, 5);
            pair.path(100e6, 20);
            byte[] paced = new byte[200_000];
            random.nextBytes(paced);
            SimulatedPair.End steady = pair.connect();
            List<SimulatedPair.End> clients = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                pair.network.at(seconds(0.2 + random.nextDouble() * 2), () -> clients.add(client(pair, random)));
            }
            pair.network.runUntil(seconds(0.15));
            pair.servers.get(0).send(paced, false);
            pair.serverStarts = server -> startRandomly(pair, server, random);
            pair.network.runUntil(seconds(9));
            assertThat(steady.bytes.toByteArray()).isEqualTo(paced);
            assertThat(clients).hasSize(100);
            assertThat(clients).allMatch(client -> client.closed);
            assertThat(pair.servers.subList(1, pair.servers.size())).allMatch(server -> server.closed);
            for (Session session : List.of(pair.edge, pair.cloud)) {
                assertThat(session.status().connections()).isEqualTo(1);
                assertThat(session.status().heldBytes()).isZero();
                assertThat(session.status().connectionFaults()).isZero();
                assertThat(session.status().paths()).hasSize(2);
            }
        });
    }

    private static SimulatedPair.End client(SimulatedPair pair, Random random) {
        SimulatedPair.End client = pair.connect();
        startRandomly(pair, client, random);
        return client;
    }

    /**
     * Sends much, little or nothing, may not read for a while, and finishes, breaks off or first one and then the
     * other.
     */
    private static void startRandomly(SimulatedPair pair, SimulatedPair.End end, Random random) {
        end.forgetBytes();
        end.reads = random.nextInt(4) > 0;
        int[] sizes = {0, 100, 50_000, 2_000_000};
        boolean finishesAtOnce = random.nextBoolean();
        end.send(new byte[sizes[random.nextInt(sizes.length)]], finishesAtOnce);
        long last = pair.network.now();
        if (random.nextInt(3) == 0) {
            last += seconds(random.nextDouble());
            pair.network.at(last, () -> end.connection.finish());
        }
        // An end that only finishes closes at last, and reads everything until then.
        long reset = last + seconds(random.nextInt(3) == 0 ? 3 : random.nextDouble());
        pair.network.at(last + seconds(0.5), end::read);
        pair.network.at(reset, () -> end.breakOff());
    }

    @Test
    void aDownloadThatIsGivenUpStopsTheServerWithinARoundTrip() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        SimulatedPath path = pair.path(20e6, 20);
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(0.2));
        pair.servers.get(0).send(new byte[20_000_000], false);
        // Its request still waits to be sent: the server learns of the end all the same.
        client.send(new byte[2_000_000], false);
        pair.network.runUntil(seconds(1));
        client.breakOff();
        pair.network.runUntil(seconds(1.2));
        long before = path.sentBytes();
        pair.network.runUntil(seconds(4));
        assertThat(path.sentBytes() - before).as("sent after that").isLessThan(1_000_000);
        assertThat(pair.servers.get(0).closed).isTrue();
        assertNothingIsLeft(pair);
    }

    @Test
    void anEndThatNeverReadsIsClosedTwoSecondsAfterTheOtherBrokeOff() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        pair.path(20e6, 20);
        SimulatedPair.End client = pair.connect();
        client.reads = false;
        pair.network.runUntil(seconds(0.2));
        pair.servers.get(0).send(new byte[100_000], false);
        pair.network.runUntil(seconds(1));
        pair.servers.get(0).breakOff();
        pair.network.runUntil(seconds(2.8));
        assertThat(client.closed).as("while it may still read").isFalse();
        pair.network.runUntil(seconds(3.5));
        assertThat(client.reset).isEqualTo(ResetReason.PEER_RESET);
        assertNothingIsLeft(pair);
    }

    @Test
    void anEndThatReadsLateStillGetsAllThatWasSaid() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        pair.path(20e6, 20);
        SimulatedPair.End client = pair.connect();
        client.reads = false;
        pair.network.runUntil(seconds(0.2));
        pair.servers.get(0).send(new byte[1_000_000], true);
        pair.network.runUntil(seconds(1));
        assertThat(pair.edge.status().connections()).isEqualTo(1);
        client.connection.finish();
        pair.network.runUntil(seconds(60));
        assertThat(client.closed).isFalse();
        client.read();
        pair.network.runUntil(seconds(62));
        assertThat(client.received).isEqualTo(1_000_000);
        assertThat(client.finished && client.closed).isTrue();
        assertThat(client.reset).isNull();
        assertNothingIsLeft(pair);
    }

    @Test
    void aServerThatIsBeingConnectedIsClosedWithItsConnection() {
        SimulatedPair pair = new SimulatedPair(SETTINGS, SchedulerKind.UTILITY);
        pair.path(20e6, 20);
        pair.connectsLater = true;
        SimulatedPair.End client = pair.connect();
        pair.network.runUntil(seconds(0.2));
        SimulatedPair.End server = pair.servers.get(0);
        assertThat(server.closed).isFalse();
        client.breakOff();
        pair.network.runUntil(seconds(0.4));
        assertThat(server.closed).isTrue();
        server.connection.attach(server);
        assertThat(server.opened).isFalse();
        assertNothingIsLeft(pair);
    }

    private static void assertNothingIsLeft(SimulatedPair pair) {
        for (Session session : List.of(pair.edge, pair.cloud)) {
            assertThat(session.status().connections()).isZero();
            assertThat(session.status().heldBytes()).isZero();
            assertThat(session.status().connectionFaults()).isZero();
        }
    }
}
