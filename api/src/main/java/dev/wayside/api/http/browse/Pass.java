package dev.wayside.api.http.browse;

import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import dev.wayside.api.http.browse.CoverageResponse.PassResponse;
import dev.wayside.api.http.browse.CoverageResponse.PlacedHandoverResponse;
import dev.wayside.api.http.browse.CoverageResponse.PointResponse;
import dev.wayside.api.http.exchange.UnknownValue;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;
import org.jspecify.annotations.Nullable;

/** One pass through a cell, in a few points instead of every sample. */
record Pass(VisitSignal stretch, PerformanceSeries performance, StoreSettings settings) {

    /** Chosen: enough for the shape of a pass on a map. */
    private static final int MAX_POINTS = 6;

    PassResponse toResponse() {
        int samples = stretch.rsrp().length();
        int points = Math.min(samples, MAX_POINTS);
        return new PassResponse(
                stretch.key().trace().toString(),
                stretch.key().visitNumber(),
                stretch.key().day().toString(),
                Instant.ofEpochMilli(stretch.startEpochMillis()).toString(),
                (long) samples * settings.sampleIntervalMillis(),
                IntStream.range(0, points)
                        .mapToObj(i -> point(samples * i / points, samples * (i + 1) / points))
                        .toList(),
                ownHandovers());
    }

    private PointResponse point(int from, int to) {
        return new PointResponse(
                (long) from * settings.sampleIntervalMillis(),
                first(Quantity.LATITUDE_DEGREES, from, to),
                first(Quantity.LONGITUDE_DEGREES, from, to),
                IntStream.range(from, to)
                        .mapToDouble(stretch.rsrp()::dbm)
                        .average()
                        .orElseThrow(),
                mean(Quantity.DOWNLINK_BPS, from, to),
                mean(Quantity.UPLINK_BPS, from, to),
                mean(Quantity.RTT_MILLIS, from, to));
    }

    /** Samples of cells entered within the look-ahead belong to the passes through those. */
    private List<PlacedHandoverResponse> ownHandovers() {
        long end = stretch.startEpochMillis() + (long) stretch.rsrp().length() * settings.sampleIntervalMillis();
        return stretch.handovers().stream()
                .filter(handover -> handover.source().equals(stretch.key().cell()) && handover.epochMillis() <= end)
                .map(this::placed)
                .toList();
    }

    private PlacedHandoverResponse placed(Handover handover) {
        long offsetMillis = handover.epochMillis() - stretch.startEpochMillis();
        int at = (int) Math.min(offsetMillis / settings.sampleIntervalMillis(), performance.length() - 1L);
        int to = Math.min(performance.length(), at + settings.lookAheadSamples());
        return new PlacedHandoverResponse(
                offsetMillis,
                handover.kind(),
                handover.disconnectionMillis(),
                handover.targetCellId(),
                first(Quantity.LATITUDE_DEGREES, at, to),
                first(Quantity.LONGITUDE_DEGREES, at, to));
    }

    private @Nullable Double first(Quantity quantity, int from, int to) {
        return UnknownValue.orNull(measured(quantity, from, to).findFirst());
    }

    private @Nullable Double mean(Quantity quantity, int from, int to) {
        return UnknownValue.orNull(measured(quantity, from, to).average());
    }

    private DoubleStream measured(Quantity quantity, int from, int to) {
        return IntStream.range(from, to)
                .mapToDouble(i -> performance.value(quantity, i))
                .filter(value -> !Double.isNaN(value));
    }
}
