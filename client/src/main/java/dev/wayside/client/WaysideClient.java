package dev.wayside.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A client of one service. Thread-safe; make one and keep it. */
public final class WaysideClient {

    /** Chosen: two lost connection requests, which are repeated after 1 s and 3 s (RFC 6298). */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    /** Chosen: bounds the memory of a caller. */
    private static final int MAX_ANSWER_BYTES = 64 << 20;
    /** Chosen: a body of traces may last as long as a trip. */
    private static final Duration LONG = Duration.ofDays(365);

    private final HttpClient http;
    private final URI service;
    private final Optional<String> token;
    private final Duration timeout;

    /**
     * A client; connects when it is first used.
     *
     * @param service where it listens, such as {@code http://127.0.0.1:8080}, with a path if a proxy gave it one
     * @param token what {@code wayside config token} made; empty where the service has none
     * @param timeout how long a prediction or estimate is waited for, to the last byte of it
     */
    public WaysideClient(URI service, Optional<String> token, Duration timeout) {
        this(HttpClient.newBuilder(), service, token, timeout);
    }

    /**
     * A client of a service whose certificate is signed by an authority that the JDK does not know.
     *
     * @param trusting what {@link TrustedCertificates#read} made
     */
    public WaysideClient(URI service, Optional<String> token, Duration timeout, SSLContext trusting) {
        this(HttpClient.newBuilder().sslContext(trusting), service, token, timeout);
    }

    private WaysideClient(HttpClient.Builder http, URI service, Optional<String> token, Duration timeout) {
        if (!("http".equals(service.getScheme()) || "https".equals(service.getScheme())) || service.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + service + "' names no service; give a URL such as http://127.0.0.1:8080");
        }
        this.http = http.connectTimeout(CONNECT_TIMEOUT).build();
        this.service = service;
        this.token = token;
        this.timeout = timeout;
    }

    /**
     * Asks what will follow each observation.
     *
     * @return one prediction each, in their order
     * @throws WaysideException if the service refuses
     * @throws IOException if it cannot be reached, or does not answer in time
     */
    public List<CarrierPrediction> predict(List<CarrierObservation> observations)
            throws IOException, InterruptedException {
        JsonNode answer = ask(
                "/v1/predictions",
                observations.stream().map(ObservationJson::of).toList());
        List<CarrierPrediction> predictions = new ArrayList<>();
        answer.path("predictions").forEach(prediction -> predictions.add(CarrierPrediction.of(prediction)));
        return predictions;
    }

    /**
     * Asks what will follow each observation, by history and the vehicle's own measurement together; at most 100 at
     * once.
     *
     * @return one estimate each, in their order
     * @throws WaysideException if the service refuses
     * @throws IOException if it cannot be reached, or does not answer in time
     */
    public List<CarrierEstimate> estimate(List<VehicleObservation> observations)
            throws IOException, InterruptedException {
        JsonNode answer = ask(
                "/v1/estimates", observations.stream().map(ObservationJson::of).toList());
        List<CarrierEstimate> estimates = new ArrayList<>();
        answer.path("estimates").forEach(estimate -> estimates.add(CarrierEstimate.of(estimate)));
        return estimates;
    }

    private JsonNode ask(String path, List<ObjectNode> observations) throws IOException, InterruptedException {
        ObjectNode body = ObservationJson.MAPPER.createObjectNode();
        body.putArray("observations").addAll(observations);
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                timeout);
    }

    /**
     * Sends rows of CSV; once this returns, all that are not rejected are stored for good. May take as long as the rows
     * take to come.
     *
     * @param csv a header and rows; opened once
     * @throws WaysideException if the service refuses
     * @throws IOException if it cannot be reached, or the rows cannot be read: send them again
     */
    public IngestedRows ingest(Supplier<InputStream> csv) throws IOException, InterruptedException {
        return ingest(csv, LONG);
    }

    /**
     * The same for rows that are there already.
     *
     * @param atMost how long to wait for the answer
     */
    public IngestedRows ingest(Supplier<InputStream> csv, Duration atMost) throws IOException, InterruptedException {
        return ingest(csv, BodyFormat.CSV, atMost);
    }

    /**
     * Sends the rows of a log; once this returns, all that are not rejected are stored for good.
     *
     * @param log opened once
     * @param format what explains its rows: a mapping, for instance
     * @param atMost how long to wait for the answer
     * @throws WaysideException if the service refuses: there is no such mapping, or nothing could be stored
     * @throws IOException if it cannot be reached, or the log cannot be read: send it again
     */
    public IngestedRows ingest(Supplier<InputStream> log, BodyFormat format, Duration atMost)
            throws IOException, InterruptedException {
        BodyPublisher rows = BodyPublishers.ofInputStream(log);
        JsonNode counts = send(
                request("/v1/traces" + format.query())
                        .header("Content-Type", format.contentType())
                        .POST(rows)
                        .build(),
                atMost);
        long rejected = 0;
        for (JsonNode reason : counts.path("rejectedRows")) {
            rejected += reason.asLong();
        }
        return new IngestedRows(
                counts.path("rows").asLong(), rejected, counts.path("samples").asLong());
    }

    /**
     * Makes the service keep a mapping for {@link BodyFormat#mapped}; replaces the one that is kept under its name.
     *
     * @param name of the characters a to z, 0 to 9 and hyphen
     * @param yaml the mapping, as {@code wayside mapping} writes it
     * @throws WaysideException if it is not a mapping; names the field and the remedy
     */
    public void putMapping(String name, String yaml) throws IOException, InterruptedException {
        send(
                request(mappingPath(name))
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString(yaml))
                        .build(),
                timeout);
    }

    /**
     * Returns a mapping that the service knows: a kept one, or one that is included in Wayside.
     *
     * @return in YAML
     */
    public String mapping(String name) throws IOException, InterruptedException {
        byte[] yaml = sendForBytes(request(mappingPath(name)).GET().build(), timeout);
        return new String(yaml, StandardCharsets.UTF_8);
    }

    /** Makes the service delete a mapping that it keeps. */
    public void deleteMapping(String name) throws IOException, InterruptedException {
        send(request(mappingPath(name)).DELETE().build(), timeout);
    }

    /** Makes the service forget a day of a carrier; carriers are short ids that need no encoding. */
    public void deleteDay(String carrier, LocalDate day) throws IOException, InterruptedException {
        send(request("/v1/carriers/" + carrier + "/days/" + day).DELETE().build(), LONG);
    }

    /**
     * Makes the service back its store up.
     *
     * @return where, on the service's machine
     */
    public String backUp() throws IOException, InterruptedException {
        return send(request("/v1/backups").POST(BodyPublishers.noBody()).build(), LONG)
                .path("path")
                .asText();
    }

    /**
     * Opens a streaming connection.
     *
     * @param listener called with predictions as they change, one after the other
     */
    public CompletableFuture<PredictionStream> stream(StreamListener listener) {
        return PredictionStream.open(http, at("/v1/stream"), token, listener);
    }

    /** Below the service's own path, where a proxy gave it one. */
    private URI at(String path) {
        String base = service.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return request;
    }

    private static String mappingPath(String name) {
        return "/v1/mappings/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private JsonNode send(HttpRequest request, Duration atMost) throws IOException, InterruptedException {
        return ObservationJson.MAPPER.readTree(sendForBytes(request, atMost));
    }

    /** The whole answer, or none: a service that sends it drop by drop, or without an end, is given up. */
    private byte[] sendForBytes(HttpRequest request, Duration atMost) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                await(http.sendAsync(request, head -> new BoundedBody(MAX_ANSWER_BYTES)), request, atMost);
        if (response.statusCode() < OK || response.statusCode() >= MULTIPLE_CHOICES) {
            JsonNode body = ObservationJson.MAPPER.readTree(response.body());
            throw new WaysideException(
                    response.statusCode(),
                    body.path("type").asText("about:blank"),
                    body.path("detail").asText());
        }
        return response.body();
    }

    private static HttpResponse<byte[]> await(
            CompletableFuture<HttpResponse<byte[]>> answer, HttpRequest request, Duration atMost)
            throws IOException, InterruptedException {
        try {
            return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException(request.uri() + " did not answer within " + atMost.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause
                    ? new IOException(request.uri() + ": " + reason(cause), cause)
                    : new IOException(request.uri() + " could not be asked", e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** A refused connection comes without words. */
    private static String reason(IOException failure) {
        if (failure instanceof ConnectException) {
            return "nothing listens there";
        }
        if (failure instanceof SSLException) {
            return "no TLS that is trusted (" + failure.getMessage()
                    + "); if the certificate is of an authority of your own, name that one";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
