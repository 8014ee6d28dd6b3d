package dev.wayside.relay;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.net.RunningRelay;
import dev.wayside.relay.net.TransparentRouting;

/** Runs a relay until a signal: then it drains, and takes away what was set up. */
final class RelayRun {

    private RelayRun() {}

    static void untilStopped(
            RunningRelay relay,
            Optional<TransparentRouting> routing,
            Optional<HostPort> statusAddress,
            double drainSeconds,
            PrintWriter err)
            throws IOException, InterruptedException {
        Optional<StatusServer> status = statusAddress.isPresent()
                ? Optional.of(StatusServer.start(relay, statusAddress.get().address()))
                : Optional.empty();
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(relay, routing, status, drainSeconds), "relay-drain"));
        status.ifPresent(server -> err.println("status on http://" + server.address()));
        err.println(
                "running; Ctrl-C or SIGTERM ends it, after connections under way had " + drainSeconds + " s to end");
        err.flush();
        never.await();
    }

    private static void stop(
            RunningRelay relay,
            Optional<TransparentRouting> routing,
            Optional<StatusServer> status,
            double drainSeconds) {
        try {
            relay.drain(drainSeconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            relay.close();
            routing.ifPresent(TransparentRouting::close);
            status.ifPresent(StatusServer::close);
        }
    }
}
