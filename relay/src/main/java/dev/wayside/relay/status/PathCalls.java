package dev.wayside.relay.status;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.path.PathTarget;
import dev.wayside.relay.run.RunningRelay;

/**
 * The calls of {@code /paths} at an edge: the paths ({@code GET}), one more uplink ({@code POST}, as in the
 * configuration), or one less ({@code DELETE ?device=}, for one address with {@code &cloud=}). Only this machine may
 * change them.
 */
final class PathCalls {

    private final RunningRelay relay;
    private final ObjectMapper json;

    /** An answer: its status and body. */
    record Answer(int status, Object body) {}

    PathCalls(RunningRelay relay, ObjectMapper json) {
        this.relay = relay;
        this.json = json;
    }

    Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
        Optional<List<PathTarget>> targets = relay.targets();
        if (targets.isEmpty()) {
            return problem(404, "the edge opens paths, not the cloud");
        }
        boolean isChange = !exchange.getRequestMethod().equals("GET");
        if (isChange && !OwnMachine.sent(exchange)) {
            return problem(403, "paths are changed from the relay's own machine only");
        }
        try {
            return switch (exchange.getRequestMethod()) {
                case "GET" -> new Answer(200, targets.get());
                case "POST" -> add(exchange);
                case "DELETE" -> remove(String.valueOf(exchange.getRequestURI().getQuery()));
                default -> problem(405, "GET, POST or DELETE");
            };
        } catch (IllegalArgumentException e) {
            return problem(400, String.valueOf(e.getMessage()));
        }
    }

    private Answer add(HttpExchange exchange) throws IOException, InterruptedException {
        Uplink uplink = JsonBody.read(exchange, json, Uplink.class);
        int added = relay.addPaths(uplink);
        return added == 0
                ? problem(409, "there are such paths already, or no address of a cloud relay is known")
                : new Answer(201, added(uplink, added));
    }

    /** The answer about new paths; a host name may not be looked up yet. */
    private static Map<String, Object> added(Uplink uplink, int added) {
        List<String> names = uplink.cloud().stream()
                .filter(cloud -> !cloud.isLiteral())
                .map(HostPort::host)
                .toList();
        return names.isEmpty()
                ? Map.of("added", added)
                : Map.of("added", added, "detail", "looked up in the background, see GET /paths: " + names);
    }

    private Answer remove(String query) throws InterruptedException {
        String device = parameter(query, "device")
                .orElseThrow(() -> new IllegalArgumentException("which? DELETE /paths?device=wwan0"));
        int removed = relay.removePaths(device, parameter(query, "cloud").map(HostPort::of));
        return removed == 0 ? problem(404, "there is no such path") : new Answer(200, Map.of("removed", removed));
    }

    private static Optional<String> parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(pair.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    private static Answer problem(int status, String detail) {
        return new Answer(status, Map.of("title", "paths", "status", status, "detail", detail));
    }
}
