package dev.wayside.relay.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.Policy;
import dev.wayside.relay.config.PolicyFile;
import dev.wayside.relay.run.RunningRelay;

/**
 * The calls of {@code /policy}: the rules in force ({@code GET}), and other rules ({@code PUT}, written as in the
 * configuration; {@code ?persist=true} keeps them over a restart). Only this machine may change them.
 */
final class PolicyCalls {

    /** Chosen: hundreds of rules. */
    private static final int MAX_BODY_BYTES = 65_536;

    private final RunningRelay relay;

    PolicyCalls(RunningRelay relay) {
        this.relay = relay;
    }

    /** An answer: the policy as JSON, or the problem. */
    record Answer(int status, String policy, Map<String, Object> problem) {}

    Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
        return switch (exchange.getRequestMethod()) {
            case "GET" -> policy(200);
            case "PUT" -> put(exchange);
            default -> problem(405, "GET or PUT");
        };
    }

    private Answer put(HttpExchange exchange) throws IOException, InterruptedException {
        if (!OwnMachine.sent(exchange)) {
            return problem(403, "the policy is changed from the relay's own machine only");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            return problem(413, "a policy has at most " + MAX_BODY_BYTES + " bytes");
        }
        String query = exchange.getRequestURI().getQuery();
        boolean persists = "persist=true".equals(query);
        if (query != null && !persists) {
            return problem(400, "'" + query + "' is not known: persist=true is");
        }
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            Policy policy = Policy.parse(text, "policy");
            return persists ? persist(policy, text) : replace(policy);
        } catch (ConfigException e) {
            return problem(400, String.valueOf(e.getMessage()));
        }
    }

    /** Writes the file first: a policy that cannot be kept is not applied, either. */
    private Answer persist(Policy policy, String text) throws InterruptedException {
        if (relay.policyFile().isEmpty()) {
            return problem(409, "there is nowhere to keep it: name a 'policyFile' in the configuration");
        }
        PolicyFile file = relay.policyFile().get();
        try {
            file.write(text);
        } catch (IOException e) {
            return problem(500, "cannot write " + file.path() + ": " + e);
        }
        return replace(policy);
    }

    private Answer replace(Policy policy) throws InterruptedException {
        relay.replacePolicy(policy);
        return policy(200);
    }

    private Answer policy(int status) throws InterruptedException {
        return new Answer(status, relay.policy().toJson(), Map.of());
    }

    private static Answer problem(int status, String detail) {
        return new Answer(status, "", Map.of("title", "policy", "status", status, "detail", detail));
    }
}
