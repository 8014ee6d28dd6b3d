package dev.wayside.api;

import java.io.PrintWriter;
import java.time.Instant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wayside.api.http.predict.PredictionJson;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.Prediction;

/** Answers for programs: an object a line, with the prediction as the service gives it, and what really came. */
final class JsonQueryPrinter implements QueryPrinter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final StoreSettings settings;

    JsonQueryPrinter(PrintWriter out, StoreSettings settings) {
        this.out = out;
        this.settings = settings;
    }

    @Override
    public void print(Prediction prediction) {
        ObjectNode line = JSON.createObjectNode();
        line.set("prediction", PredictionJson.of(prediction, settings.lookAheadMillis()));
        out.println(line);
    }

    @Override
    public void print(AskedMoment moment, Prediction prediction) {
        ObjectNode line = JSON.createObjectNode();
        line.put("time", Instant.ofEpochMilli(moment.epochMillis()).toString());
        line.set("prediction", PredictionJson.of(prediction, settings.lookAheadMillis()));
        ObjectNode actual = line.putObject("actual");
        putMean(actual, "downlinkBps", moment, Quantity.DOWNLINK_BPS);
        putMean(actual, "uplinkBps", moment, Quantity.UPLINK_BPS);
        putMean(actual, "rttMillis", moment, Quantity.RTT_MILLIS);
        putMean(actual, "loss", moment, Quantity.LOSS);
        moment.actualDisruption()
                .or(moment::actualHandover)
                .ifPresent(handover -> putHandover(actual, moment, handover));
        out.println(line);
    }

    @Override
    public void end() {
        out.flush();
    }

    private static void putMean(ObjectNode actual, String name, AskedMoment moment, Quantity quantity) {
        moment.actualMean(quantity).ifPresent(mean -> actual.put(name, mean));
    }

    private static void putHandover(ObjectNode actual, AskedMoment moment, Handover handover) {
        actual.putObject("handover")
                .put("kind", handover.kind().name())
                .put("timeToEventMillis", handover.epochMillis() - moment.epochMillis())
                .put("disconnectionMillis", handover.disconnectionMillis())
                .put("targetCell", handover.targetCellId());
    }
}
