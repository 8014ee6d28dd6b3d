package dev.wayside.relay.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.wayside.client.CarrierObservation;
import dev.wayside.client.CarrierPrediction;
import dev.wayside.client.WaysideClient;
import dev.wayside.relay.config.HistoryConfig;
import dev.wayside.relay.history.PredictionSource;
import dev.wayside.relay.loop.RelayLoop;

/** The client of {@code wayside serve}, on a thread of its own and over one connection for all carriers. */
final class HistoryService implements PredictionSource, AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "relay-history");
        thread.setDaemon(true);
        return thread;
    });
    private final RelayLoop loop;
    private final WaysideClient client;

    HistoryService(RelayLoop loop, HistoryConfig config) {
        this.loop = loop;
        this.client = new WaysideClient(config.url(), config.token(), Duration.ofMillis(config.answerTimeoutMillis()));
    }

    @Override
    public void ask(List<CarrierObservation> observations, Reply reply) {
        thread.execute(() -> {
            try {
                List<CarrierPrediction> predictions = client.predict(observations);
                loop.later(now -> reply.answered(predictions, now));
            } catch (IOException | RuntimeException e) {
                // Any fault of the service costs one answer.
                loop.later(now -> reply.failed(String.valueOf(e.getMessage()), now));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
