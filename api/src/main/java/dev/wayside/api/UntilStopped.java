package dev.wayside.api;

import java.util.concurrent.CountDownLatch;

import dev.wayside.api.http.WaysideService;
import dev.wayside.kvstore.HistoryStore;

/** A wait until a signal stops a service, which then finishes its requests. */
final class UntilStopped {

    private UntilStopped() {}

    /**
     * Waits. A signal ends the process through a shutdown hook, which closes the service and then the store; an
     * interrupt ends only the call.
     *
     * @param announce called once signals are handled
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
