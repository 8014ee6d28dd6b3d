package dev.wayside.api.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.api.http.exchange.Problems;
import dev.wayside.api.http.exchange.RequestId;
import dev.wayside.api.http.monitor.ServiceMetrics;
import dev.wayside.api.http.predict.ObservationParser;
import dev.wayside.api.http.predict.PredictionRequest;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.matcher.Observation;
import io.javalin.Javalin;
import io.javalin.http.Context;

/**
 * The service, and next to it in the same process its comparison: a server set up alike that parses the same bodies and
 * answers either a constant, or what PostgreSQL with pgvector predicts. A line {@code ready} and the two ports on
 * standard output say that both listen.
 */
public final class ComparedService implements AutoCloseable {

    private static final double NANOS_PER_MILLI = 1e6;

    private final ObservationParser parser;
    private final ServiceSettings settings;
    private final ServiceMetrics metrics = new ServiceMetrics();
    private final Javalin server;

    private ComparedService(HistoryStore store, byte[] constant, List<PgVector> tables) {
        this.settings = ServiceSettings.onLoopback(store.settings(), 0);
        this.parser = new ObservationParser(store.settings(), settings.limits().samples());
        this.server = Javalin.create(config -> {
            new ServerSetup(settings, WaysideService.flow(settings)).apply(config);
            Problems.register(config);
            config.routes.before(RequestId::assign);
            config.routes.post("/constant", context -> {
                observations(context);
                context.contentType("application/json").result(constant);
            });
            tables.forEach(table ->
                    config.routes.post("/pgvector", context -> Exchange.respond(context, predict(context, table))));
            config.requestLogger.http((context, millis) ->
                    metrics.answered(context, Duration.ofNanos((long) (millis * NANOS_PER_MILLI))));
        });
    }

    /**
     * Serves a store until standard input ends.
     *
     * @param arguments directory of the store, bytes of a constant answer, and a JDBC URL if pgvector is to be compared
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        byte[] constant = "x".repeat(Integer.parseInt(arguments[1])).getBytes(StandardCharsets.US_ASCII);
        List<PgVector> tables = new ArrayList<>();
        try (HistoryStore store = RocksDbHistoryStore.open(Path.of(arguments[0]))) {
            if (arguments.length > 2) {
                tables.add(PgVector.holding(store, arguments[2]));
            }
            try (WaysideService service = WaysideService.start(store, ServiceSettings.onLoopback(store.settings(), 0));
                    ComparedService compared = new ComparedService(store, constant, tables)) {
                System.out.println("ready " + service.port() + " "
                        + compared.server.start().port());
                while (System.in.read() >= 0) {}
            }
        } finally {
            tables.forEach(PgVector::close);
        }
    }

    private List<Observation> observations(Context context) {
        PredictionRequest request = Exchange.read(
                context, PredictionRequest.class, settings.limits().bodyBytes());
        return ObservationParser.requireSome(
                        request.observations(), settings.limits().observations())
                .stream()
                .map(observation -> parser.parse("observation", observation))
                .toList();
    }

    private List<List<PgVector.Step>> predict(Context context, PgVector table) {
        int k = settings.match().k();
        return observations(context).stream()
                .map(observation -> predict(observation, k, table))
                .toList();
    }

    private static List<PgVector.Step> predict(Observation observation, int k, PgVector table) {
        float[] window = new float[observation.samples().length()];
        for (int i = 0; i < window.length; i++) {
            window[i] = (float) observation.samples().dbm(i);
        }
        try {
            return table.predict(observation.cell(), window, k);
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        server.stop();
        metrics.close();
    }
}
