package dev.wayside.api;

import java.util.concurrent.CountDownLatch;

import dev.wayside.api.http.WaysideService;
import dev.wayside.kvstore.HistoryStore;

/** Keeps a service up until it is told to stop, and then lets it finish. */
final class UntilStopped {

    private UntilStopped() {}

    /**
     * Waits. A signal ends the process through a shutdown hook, which closes the service and then the store; an
     * interrupt ends only the call.
     *
     * @param announce told once a signal would be heeded
     */
    static void serve(HistoryStore store, WaysideService service, Runnable announce) {
        Thread drain = new Thread(
                () -> {
                    service.close();
                    store.close();
                },
                "wayside-drain");
        Runtime.getRuntime().addShutdownHook(drain);
        try {
            announce.run();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(drain);
        }
    }
}
