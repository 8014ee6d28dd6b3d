package dev.wayside.relay.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * What the lab plays, as YAML.
 *
 * @param title for the print and the plot
 * @param carriers the emulated carriers, the best first
 * @param workload what the client does
 * @param seconds how long a run takes; of messages, 100 times the pause between two
 * @param warmUpSeconds of the same before the scenario begins: relays and paths live long, connections do not
 * @param contenders whom it is played with
 * @param trip the trip that the carriers are on; none if absent
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
            throw new IllegalArgumentException("a scenario needs title, carriers, workload, seconds and contenders");
        }
    }

    /** The same with other contenders, and of another length, as far as they are given. */
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

    /** What the client does. */
    enum Workload {
        /** One download that does not end. */
        BULK,
        /** Downloads of 256 KB, 1 MB and 4 MB in turn. */
        FILES,
        /** Twenty users who each send 100 messages of 100 bytes in even steps, and are answered with 4 bytes. */
        MESSAGES,
        /** Ten thousand connections that say nothing, then twenty that ask for a download and never read. */
        IDLE,
        /** A call, half the time beside a download and half beside an upload; datagrams are carried whole. */
        CALLS,
        /** A download that does not end for a third of the time, then downloads as of FILES. */
        TRIP
    }

    /** Who carries it. */
    enum Contender {
        /** TCP (BBR) over the first carrier, without relays. */
        TCP,
        /** TCP, a connection on each carrier in turn, without relays: what trains with several SIM cards do. */
        TCP_IN_TURN,
        /** Kernel MPTCP over all carriers, without relays. */
        MPTCP,
        /** As TCP by stream, but each connection is carried by one of kernel MPTCP between edge and cloud. */
        MPTCP_RELAY,
        /** The relay pair with this scheduler. */
        MIN_RTT,
        /** As above. */
        ROUND_ROBIN,
        /** As above. */
        REDUNDANT,
        /** As above. */
        ECF,
        /** As above. */
        UTILITY,
        /** As above. */
        URGENT,
        /** As UTILITY, over paths whose congestion control is CUBIC instead of BBR. */
        CUBIC,
        /** As UTILITY, and told of each blackout 3 s before. */
        ORACLE,
        /** As UTILITY, with signal and the history of the days before; trips only. */
        HISTORY,
        /** As UTILITY, with whole packets carried: TCP goes from end to end. */
        RAW;

        /** Whether client and server are at their own places, and others between them. */
        boolean isRelayed() {
            return this != TCP && this != TCP_IN_TURN && this != MPTCP;
        }

        /** Whether kernel MPTCP carries it. */
        boolean isMptcp() {
            return this == MPTCP || this == MPTCP_RELAY;
        }

        /** Whether the relay pair carries it. */
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
     * @param mbps down, and up unless {@code upMbps} says otherwise or a trace does; on trips: before they begin
     * @param upMbps up, without a trace; {@code mbps} if absent
     * @param delayMillis one way, unless a trace says
     * @param queueMillis how much waits before packets are dropped; 200 if absent
     * @param loss share of packets lost at random
     * @param blackouts when nothing passes
     * @param mahimahi a trace of delivery opportunities, both ways
     * @param log a canonical log whose rows of this carrier are played
     * @param fromSeconds where in the log to begin
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
     * @param seconds how long
     */
    record Blackout(double from, double seconds) {

        boolean covers(double at) {
            return at >= from && at < from + seconds;
        }
    }
}
