package dev.wayside.api;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;

/** A line for each moment of a drive: what was predicted, and what came. */
final class ComparisonTable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.S");
    private static final String LINE = "%-10s  %-11s  %4s  %4s  %16s  %16s  %12s  %s%n";
    private static final double BPS_PER_MBPS = 1e6;

    private final PrintWriter out;
    private final StoreSettings settings;
    private String shownCarrier = "";

    ComparisonTable(PrintWriter out, StoreSettings settings) {
        this.out = out;
        this.settings = settings;
    }

    /**
     * Prints a line, under a heading where the carrier changes.
     *
     * @param prediction as the service answers it
     */
    void print(AskedMoment moment, JsonNode prediction) {
        String carrier = prediction.path("carrier").asText();
        if (!carrier.equals(shownCarrier)) {
            shownCarrier = carrier;
            printHeading(carrier);
        }
        out.printf(
                LINE,
                TIME.format(Instant.ofEpochMilli(moment.epochMillis()).atZone(settings.zone())),
                prediction.path("cell").asText(),
                "%.2f".formatted(prediction.path("confidence").asDouble()),
                prediction.path("distinctDays").asInt(),
                comparison(prediction, "downlinkBps", moment.actualMean(Quantity.DOWNLINK_BPS), BPS_PER_MBPS),
                comparison(prediction, "rttMillis", moment.actualMean(Quantity.RTT_MILLIS), 1),
                percent(prediction.path("handover")) + " / " + percent(prediction.path("outage")),
                moment.actualDisruption()
                        .or(moment::actualHandover)
                        .map(ComparisonTable::event)
                        .orElse("-"));
    }

    private void printHeading(String carrier) {
        out.printf("%n%s: the next %.0f s, predicted -> what came%n", carrier, settings.lookAheadMillis() / 1e3);
        out.printf(LINE, "time", "cell", "conf", "days", "downlink Mbit/s", "RTT ms", "P(ho/fail)", "what came");
    }

    private static String comparison(JsonNode prediction, String quantity, OptionalDouble actual, double unit) {
        JsonNode mean = prediction.path("performance").path(quantity).path("mean");
        String predicted = mean.isNumber() ? number(mean.asDouble() / unit) : "-";
        return predicted + " -> " + (actual.isPresent() ? number(actual.getAsDouble() / unit) : "-");
    }

    private static String number(double value) {
        return "%.1f".formatted(value);
    }

    private static String percent(JsonNode risk) {
        JsonNode share = risk.path("share");
        return share.isNumber() ? "%.0f %%".formatted(share.asDouble() * 100) : "-";
    }

    private static String event(Handover handover) {
        String kind = handover.kind().name().toLowerCase(Locale.ROOT);
        return handover.kind().isDisruptive()
                ? "%s %.1f s".formatted(kind, handover.disconnectionMillis() / 1e3)
                : "handover";
    }
}
