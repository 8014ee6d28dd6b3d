package dev.wayside.relay.status;

import java.util.Map;
import java.util.concurrent.ExecutionException;

import com.sun.net.httpserver.HttpExchange;
import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.Failure;
import dev.wayside.relay.run.RunningRelay;

/**
 * The calls of {@code /reload}: reloads since the start ({@code GET}), and another one ({@code POST}, like SIGHUP),
 * answered when it is complete. Only this machine may reload.
 */
final class ReloadCalls {

    private final RunningRelay relay;

    /** An answer: its status and body. */
    record Answer(int status, Object body) {}

    ReloadCalls(RunningRelay relay) {
        this.relay = relay;
    }

    Answer answer(HttpExchange exchange) throws InterruptedException {
        return switch (exchange.getRequestMethod()) {
            case "GET" -> new Answer(200, relay.reloads());
            case "POST" ->
                OwnMachine.sent(exchange)
                        ? reload()
                        : problem(403, "the configuration is reloaded from the relay's own machine only");
            default -> problem(405, "GET or POST");
        };
    }

    private Answer reload() throws InterruptedException {
        try {
            return new Answer(200, relay.reload().get());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            int status = cause instanceof ConfigException ? 422 : 503;
            return problem(status, "not reloaded, the settings in force stay: " + Failure.reason(cause));
        }
    }

    private static Answer problem(int status, String detail) {
        return new Answer(status, Map.of("title", "reload", "status", status, "detail", detail));
    }
}
