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

    /** Its sessions as they stand now. */
    List<SessionStatus> status() throws InterruptedException;

    /** Whether it can carry connections now. */
    boolean isReady() throws InterruptedException;

    /** Something else is wrong with interception, or nothing any more; an edge lets connections pass meanwhile. */
    default void interceptionChanged(Optional<String> fault) {}

    /** Takes a forecast; false if forecasts are not given to this relay but to its edge. */
    default boolean take(PushedForecast forecast) throws InterruptedException {
        return false;
    }

    /** Takes a signal; false if signals are not given to this relay but to its edge. */
    default boolean take(PushedSignal signal) throws InterruptedException {
        return false;
    }

    /** What it knows beside its paths; an edge only. */
    default Optional<ContextStatus> contexts() throws InterruptedException {
        return Optional.empty();
    }

    /** Where paths are kept open; empty if not this relay opens them. */
    default Optional<List<PathTarget>> targets() throws InterruptedException {
        return Optional.empty();
    }

    /** Keeps paths open over one more uplink; how many there were not before. */
    default int addPaths(Uplink uplink) throws InterruptedException {
        return 0;
    }

    /** Closes the paths of an interface, all or those to one address; how many there were. */
    default int removePaths(String device, Optional<HostPort> cloud) throws InterruptedException {
        return 0;
    }

    /** The rules in force. */
    Policy policy() throws InterruptedException;

    /** Replaces the rules at once, for flows there are and those to come. */
    void replacePolicy(Policy policy) throws InterruptedException;

    /** Where rules are kept that are to outlive it. */
    Optional<PolicyFile> policyFile();

    /**
     * Reads its configuration again and applies what has changed, all of it or, if the configuration cannot be used,
     * nothing; then the future fails with the reason.
     */
    CompletableFuture<ReloadReport> reload();

    /** Reloads since the start. */
    ReloadStatus reloads();

    /** What is known of connections, of each session by their ids. */
    List<Map<String, ConnectionContext>> connections() throws InterruptedException;

    /** Takes nothing new, and waits until what is carried has ended, at most so long. */
    void drain(double seconds) throws InterruptedException;

    /** Resets what is still carried, and ends. */
    @Override
    void close();
}
