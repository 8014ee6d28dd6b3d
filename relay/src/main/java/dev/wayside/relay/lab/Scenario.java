package dev.wayside.relay.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.lab.link.LinkMoment;
import dev.wayside.relay.lab.link.LinkSchedule;
import dev.wayside.relay.lab.link.MahimahiTrace;
import org.jspecify.annotations.Nullable;

/**
 * A scenario of the lab, as YAML.
 *
 * @param title title of the print and the plot
 * @param carriers the emulated carriers, the best first
 * @param workload the workload of the client
 * @param seconds length of a run; of messages, 100 times the pause between two
 * @param warmUpSeconds length of the same workload before the scenario: relays and paths live long, connections do not
 * @param contenders the contenders that play it
 * @param trip the trip of the carriers; none if absent
 */
record Scenario(
        String title,
        List<Carrier> carriers,
        Workload workload,
        double seconds,
        double warmUpSeconds,
        List<Contender> contenders,
        Optional<Trip> trip) {

    Scenario {
        if (title == null
                || carriers == null
                || carriers.isEmpty()
                || workload == null
                || contenders == null
                || !(seconds > 0)) {
            throw new IllegalArgumentException(
                    "a scenario needs 'title', 'carriers', 'workload', 'seconds' above 0 and 'contenders'");
        }
    }

    /** A copy with other contenders and another length, if they are given. */
    Scenario with(List<Contender> others, Optional<Double> length) {
        return new Scenario(
                title,
                carriers,
                workload,
                length.orElse(seconds),
                warmUpSeconds,
                others.isEmpty() ? contenders : others,
                trip);
    }

    /** The workload of the client. */
    enum Workload {
        /** One endless download. */
        BULK,
        /** Downloads of 256 KB, 1 MB and 4 MB in turn. */
        FILES,
        /** Twenty users, each with 100 messages of 100 bytes at even intervals, answered with 4 bytes. */
        MESSAGES,
        /** Ten thousand silent connections, then twenty that request a download and never read. */
        IDLE,
        /** A call, half the time next to a download and half next to an upload; datagrams are carried whole. */
        CALLS,
        /** An endless download for a third of the time, then downloads as in FILES. */
        TRIP
    }

    /** The carriers of the workload that are compared. */
    enum Contender {
        /** TCP (BBR) over the first carrier, without relays. */
        TCP,
        /** TCP, with each connection on the next carrier, without relays, as on trains with several SIM cards. */
        TCP_IN_TURN,
        /** Kernel MPTCP over all carriers, without relays. */
        MPTCP,
        /** Two forwarders in place of the relays, with a connection of kernel MPTCP for each connection. */
        MPTCP_RELAY,
        /** The relay pair with the scheduler min_rtt. */
        MIN_RTT,
        /** The relay pair with the scheduler round_robin. */
        ROUND_ROBIN,
        /** The relay pair with the scheduler redundant. */
        REDUNDANT,
        /** The relay pair with the scheduler ecf. */
        ECF,
        /** The relay pair with the scheduler utility. */
        UTILITY,
        /** The relay pair with the scheduler urgent. */
        URGENT,
        /** Like UTILITY, over paths with CUBIC instead of BBR. */
        CUBIC,
        /** Like UTILITY, with an exact prediction of each blackout 3 s before. */
        ORACLE,
        /** Like UTILITY, with signal and the history of the days before; trips only. */
        HISTORY,
        /** Like UTILITY, with whole packets: TCP runs from end to end. */
        RAW;

        /** True if relays or forwarders run between client and server. */
        boolean isRelayed() {
            return this != TCP && this != TCP_IN_TURN && this != MPTCP;
        }

        /** True if it uses kernel MPTCP. */
        boolean isMptcp() {
            return this == MPTCP || this == MPTCP_RELAY;
        }

        /** True if it uses the relay pair. */
        boolean isOurs() {
            return isRelayed() && this != MPTCP_RELAY;
        }

        String interceptor() {
            return this == RAW ? "raw" : "stream";
        }

        String congestionControl() {
            return this == CUBIC ? "cubic" : "bbr";
        }

        String scheduler() {
            return this == CUBIC || this == ORACLE || this == HISTORY || this == RAW
                    ? "utility"
                    : name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One carrier.
     *
     * @param name of the carrier
     * @param mbps rate down, and up without {@code upMbps} or a trace; of trips: before their start
     * @param upMbps rate up, without a trace; {@code mbps} if absent
     * @param delayMillis delay one way, without a trace that has it
     * @param queueMillis length of the queue before packets are dropped; 200 if absent
     * @param loss share of packets lost at random
     * @param blackouts times in which nothing passes
     * @param mahimahi a trace of delivery opportunities, both ways
     * @param log a canonical log whose rows of this carrier are played
     * @param fromSeconds start in the log or trace
     */
    record Carrier(
            String name,
            double mbps,
            Optional<Double> upMbps,
            double delayMillis,
            Optional<Double> queueMillis,
            double loss,
            @Nullable List<Blackout> blackouts,
            Optional<Path> mahimahi,
            Optional<Path> log,
            double fromSeconds) {

        Carrier {
            if (name == null || !(mbps > 0 || mahimahi.isPresent() || log.isPresent())) {
                throw new IllegalArgumentException("a carrier needs 'name', and 'mbps', 'mahimahi' or 'log'");
            }
        }

        List<Blackout> darkTimes() {
            return blackouts == null ? List.of() : blackouts;
        }

        LinkSchedule schedule(Path file) throws IOException, ConfigException {
            LinkSchedule open = open(file);
            List<Blackout> dark = darkTimes();
            return seconds -> {
                LinkMoment moment = open.at(seconds);
                boolean isDark = moment.dark() || dark.stream().anyMatch(blackout -> blackout.covers(seconds));
                return new LinkMoment(
                        moment.downlinkBps(),
                        moment.uplinkBps(),
                        moment.delayMillis(),
                        Math.max(loss, moment.loss()),
                        isDark);
            };
        }

        private LinkSchedule open(Path file) throws IOException, ConfigException {
            if (log.isPresent()) {
                return CanonicalTrace.read(file.resolveSibling(log.get()), name, fromSeconds);
            }
            if (mahimahi.isPresent()) {
                MahimahiTrace trace = MahimahiTrace.read(file.resolveSibling(mahimahi.get()));
                return seconds -> {
                    double bps = trace.bpsAt(seconds + fromSeconds);
                    return new LinkMoment(Math.max(1, bps), Math.max(1, bps), delayMillis, 0, bps == 0);
                };
            }
            LinkMoment always = new LinkMoment(mbps * 1e6, upMbps.orElse(mbps) * 1e6, delayMillis, 0, false);
            return seconds -> always;
        }
    }

    /**
     * A time in which nothing passes.
     *
     * @param from seconds after the start
     * @param seconds length
     */
    record Blackout(double from, double seconds) {

        boolean covers(double at) {
            return at >= from && at < from + seconds;
        }
    }
}
