package dev.wayside.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.matcher.Observation;

/** A caller of a running service, like any other program. */
final class PredictionCaller {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI predictions;

    PredictionCaller(int port) {
        predictions = URI.create("http://127.0.0.1:" + port + "/v1/predictions");
    }

    /**
     * One prediction.
     *
     * @throws IOException if the service cannot be reached, or refuses
     */
    JsonNode ask(Observation observation) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(predictions)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(observation)))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IOException("the service answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body()).path("predictions").path(0);
    }

    /** The body of the request, for sending it by hand. */
    static String body(Observation observation) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode asked = body.putArray("observations").addObject();
        asked.put("carrier", observation.cell().carrier())
                .put("cell", observation.cell().cellId());
        RsrpSeries samples = observation.samples();
        ArrayNode rsrpDbm = asked.putArray("rsrpDbm");
        for (int i = 0; i < samples.length(); i++) {
            rsrpDbm.add(samples.dbm(i));
        }
        return body.toString();
    }
}
