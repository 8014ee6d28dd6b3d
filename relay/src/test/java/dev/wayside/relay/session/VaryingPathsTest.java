package dev.wayside.relay.session;

import static dev.wayside.relay.session.SimulatedNetwork.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.schedule.Redundancy;
import dev.wayside.relay.schedule.SchedulerKind;
import org.junit.jupiter.api.Test;

/** Files one after the other over three paths whose rates wander as on a fast train, in virtual time. */
class VaryingPathsTest {

    private static final int FILE_BYTES = 256 << 10;
    private static final double SECONDS = 30;

    @Test
    void whatIsPutOnPathsThatBecomeSlowHoldsUpShortFilesUnderMinRttAndNotUnderUtility() {
        double minRtt = 0;
        double utility = 0;
        for (int seed = 1; seed <= 4; seed++) {
            minRtt += files(SchedulerKind.MIN_RTT, seed);
            utility += files(SchedulerKind.UTILITY, seed);
        }
        assertThat(utility / minRtt).as("files in the same time").isGreaterThan(1.25);
    }

    @Test
    void theEndOfADownloadOvertakesAPathThatHasBecomeSlow() {
        SimulatedPair utility = new SimulatedPair(SessionSettings.defaults(), SchedulerKind.UTILITY);
        SimulatedPair minRtt = new SimulatedPair(SessionSettings.defaults(), SchedulerKind.MIN_RTT);
        double sooner = downloadOverASlowingPath(utility);
        double later = downloadOverASlowingPath(minRtt);
        assertThat(sooner).isLessThan(later / 2);
        assertThat(utility.cloud.status().copies().get(Redundancy.OVERTAKEN)).isBetween(1L, 70_000L);
        assertThat(minRtt.cloud.status().copies()).doesNotContainKey(Redundancy.OVERTAKEN);
    }

    /** Seconds that the rest takes, after the better of two paths has become slow. */
    private static double downloadOverASlowingPath(SimulatedPair pair) {
        pair.path(8e6, 20).slowDown(0.99, 0.45e6);
        pair.path(10e6, 40);
        SimulatedPair.End client = pair.connect();
        client.forgetBytes();
        pair.network.runUntil(seconds(0.5));
        pair.servers.get(0).send(new byte[2 * FILE_BYTES], false);
        pair.network.runUntil(seconds(1));
        pair.servers.get(0).send(new byte[FILE_BYTES], false);
        while (client.received < 3 * FILE_BYTES) {
            pair.network.runUntil(pair.network.now() + seconds(0.001));
        }
        return pair.network.now() / 1e9 - 1;
    }

    /** How many are through in half a minute. */
    private static int files(SchedulerKind scheduler, int seed) {
        Random random = new Random(seed);
        SimulatedPair pair = new SimulatedPair(SessionSettings.defaults(), scheduler);
        for (int i = 0; i < 3; i++) {
            wander(pair.path(12e6, 25), random);
        }
        pair.network.runUntil(seconds(1));
        int files = 0;
        for (; pair.network.now() < seconds(SECONDS); files++) {
            SimulatedPair.End client = pair.connect();
            client.forgetBytes();
            int before = pair.servers.size();
            while (pair.servers.size() == before) {
                pair.network.runUntil(pair.network.now() + seconds(0.001));
            }
            pair.servers.get(before).send(new byte[FILE_BYTES], false);
            while (client.received < FILE_BYTES) {
                pair.network.runUntil(pair.network.now() + seconds(0.001));
            }
            client.connection.reset(ResetReason.PEER_RESET);
        }
        return files;
    }

    private static void wander(SimulatedPath path, Random random) {
        double level = 0;
        for (double at = 0.5; at < SECONDS + 2; at += 0.3) {
            level = 0.85 * level + 0.65 * random.nextGaussian();
            path.slowDown(at, 6e6 * Math.exp(level));
        }
    }
}
