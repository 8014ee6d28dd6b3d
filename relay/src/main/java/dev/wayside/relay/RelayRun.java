package dev.wayside.relay;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.routing.InterceptionWatch;
import dev.wayside.relay.routing.TransparentRouting;
import dev.wayside.relay.run.RunningRelay;
import dev.wayside.relay.status.StatusServer;

/** The run of a relay until a signal: then it drains, and removes its routing. */
final class RelayRun {

    private final RunningRelay relay;
    private final Optional<StatusServer> status;
    private final Optional<InterceptionWatch> interception;

    /** The set-up of routing, if the command asks for it. */
    @FunctionalInterface
    interface RoutingSetup {

        Optional<TransparentRouting> setUp() throws IOException, ConfigException, InterruptedException;
    }

    private RelayRun(RunningRelay relay, Optional<StatusServer> status, Optional<InterceptionWatch> interception) {
        this.relay = relay;
        this.status = status;
        this.interception = interception;
    }

    /** Starts a run. Routing comes last, so that a failed start leaves nothing of it. */
    static RelayRun start(RunningRelay relay, Optional<HostPort> statusAddress, RoutingSetup setup)
            throws IOException, ConfigException, InterruptedException {
        Optional<StatusServer> status = Optional.empty();
        try {
            if (statusAddress.isPresent()) {
                status = Optional.of(
                        StatusServer.start(relay, statusAddress.get().address()));
            }
            return new RelayRun(relay, status, watched(setup.setUp(), relay, status));
        } catch (IOException | ConfigException | InterruptedException | RuntimeException e) {
            status.ifPresent(StatusServer::close);
            relay.close();
            throw e;
        }
    }

    private static Optional<InterceptionWatch> watched(
            Optional<TransparentRouting> routing, RunningRelay relay, Optional<StatusServer> status)
            throws IOException {
        return routing.isEmpty()
                ? Optional.empty()
                : Optional.of(InterceptionWatch.start(routing.get(), fault -> {
                    status.ifPresent(server -> server.interceptionChanged(fault));
                    relay.interceptionChanged(fault);
                }));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The relay logs how a reload ends.
    void untilStopped(double drainSeconds, HangupSignal hangup, PrintWriter err) throws InterruptedException {
        hangup.run(relay::reload);
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(drainSeconds), "relay-drain"));
        status.ifPresent(server -> err.println("status on http://" + server.address()));
        err.println(
                "running; SIGHUP reloads the configuration; Ctrl-C or SIGTERM ends it, after connections under way had "
                        + drainSeconds + " s to end");
        err.flush();
        never.await();
    }

    private void stop(double drainSeconds) {
        try {
            status.ifPresent(StatusServer::drain);
            relay.drain(drainSeconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Removes the routing even if the relay's loop has died. */
    private void close() {
        try {
            relay.close();
        } finally {
            interception.ifPresent(InterceptionWatch::close);
            status.ifPresent(StatusServer::close);
        }
    }
}
