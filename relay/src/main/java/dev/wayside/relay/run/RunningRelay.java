package dev.wayside.relay.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Policy;
import dev.wayside.relay.config.PolicyFile;
import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.context.ConnectionContext;
import dev.wayside.relay.feed.ContextStatus;
import dev.wayside.relay.feed.PushedForecast;
import dev.wayside.relay.feed.PushedSignal;
import dev.wayside.relay.path.PathTarget;
import dev.wayside.relay.reload.ReloadReport;
import dev.wayside.relay.reload.ReloadStatus;
import dev.wayside.relay.session.SessionStatus;

/** A relay that runs until it is closed. */
public interface RunningRelay extends AutoCloseable {

    /** The state of its sessions. */
    List<SessionStatus> status() throws InterruptedException;

    /** True if it can carry connections now. */
    boolean isReady() throws InterruptedException;

    /** Reports a new fault of interception, or its end; an edge lets connections pass by meanwhile. */
    default void interceptionChanged(Optional<String> fault) {}

    /** Accepts a forecast; false if this is a cloud relay, as forecasts go to its edge. */
    default boolean accept(PushedForecast forecast) throws InterruptedException {
        return false;
    }

    /** Accepts a signal; false if this is a cloud relay, as signals go to its edge. */
    default boolean accept(PushedSignal signal) throws InterruptedException {
        return false;
    }

    /** Its contexts; empty for a cloud relay. */
    default Optional<ContextStatus> contexts() throws InterruptedException {
        return Optional.empty();
    }

    /** The places where it keeps paths open; empty for a cloud relay. */
    default Optional<List<PathTarget>> targets() throws InterruptedException {
        return Optional.empty();
    }

    /** Keeps paths open over one more uplink; returns the number of new ones. */
    default int addPaths(Uplink uplink) throws InterruptedException {
        return 0;
    }

    /** Closes the paths of an interface, all or those to one address; returns their number. */
    default int removePaths(String device, Optional<HostPort> cloud) throws InterruptedException {
        return 0;
    }

    /** The rules in force. */
    Policy policy() throws InterruptedException;

    /** Replaces the rules at once, for present and future flows. */
    void replacePolicy(Policy policy) throws InterruptedException;

    /** The file that keeps rules over a restart. */
    Optional<PolicyFile> policyFile();

    /**
     * Reads its configuration again and applies all changes. If the configuration cannot be used it applies none, and
     * the future fails with the reason.
     */
    CompletableFuture<ReloadReport> reload();

    /** Reloads since the start. */
    ReloadStatus reloads();

    /** The contexts of connections by their ids, for each session. */
    List<Map<String, ConnectionContext>> connections() throws InterruptedException;

    /** Accepts nothing new, and waits until connections under way have ended, at most this time. */
    void drain(double seconds) throws InterruptedException;

    /** Resets the remaining connections, and ends. */
    @Override
    void close();
}
