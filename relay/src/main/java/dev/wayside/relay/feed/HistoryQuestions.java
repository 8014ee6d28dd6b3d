package dev.wayside.relay.feed;

import dev.wayside.relay.config.HistoryConfig;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.history.HistoryContext;
import dev.wayside.relay.history.HistoryStatus;
import dev.wayside.relay.loop.RelayLoop;

/** The regular questions to the history. Used on the relay's loop. */
final class HistoryQuestions implements AutoCloseable {

    private final RelayLoop loop;
    private final HistoryConfig config;
    private final HistoryService service;
    private final HistoryContext context;
    private Runnable end = () -> {};

    HistoryQuestions(
            RelayLoop loop, HistoryConfig config, ContextRegistry registry, HistoryContext.Forecasts forecasts) {
        this.loop = loop;
        this.config = config;
        this.service = new HistoryService(loop, config);
        this.context = new HistoryContext(config.minOutageShare(), registry, service, forecasts, loop.now());
    }

    void start() {
        end = loop.every(config.askIntervalMillis(), context::step);
    }

    HistoryStatus status(long nowNanos) {
        return context.status(nowNanos);
    }

    /** Ends, and withdraws its predictions. */
    void retire() {
        context.end(loop.now());
        close();
    }

    @Override
    public void close() {
        end.run();
        service.close();
    }
}
