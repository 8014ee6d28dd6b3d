package dev.wayside.api.http.browse;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.wayside.api.http.exchange.UnknownValue;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of a visit, sample by sample on the store's grid; most visits are one stretch.
 *
 * @param trace the trace
 * @param visitNumber position among the visits of the trace, from 0
 * @param firstSample position of the stretch's first sample within the visit
 * @param start time of the first sample, RFC 3339
 * @param rsrpDbm the signal, dBm, oldest first
 * @param performance what was measured with it, and past its end by up to the look-ahead
 * @param handovers handovers from the first sample to one look-ahead past the last, in whatever cell
 */
record VisitResponse(
        String trace,
        int visitNumber,
        int firstSample,
        String start,
        List<Double> rsrpDbm,
        PerformanceSeriesResponse performance,
        List<HandoverEventResponse> handovers) {

    static VisitResponse of(VisitSignal stretch, Optional<PerformanceSeries> performance, StoreSettings settings) {
        return new VisitResponse(
                stretch.key().trace().toString(),
                stretch.key().visitNumber(),
                stretch.key().firstSample(),
                Instant.ofEpochMilli(stretch.startEpochMillis()).toString(),
                IntStream.range(0, stretch.rsrp().length())
                        .mapToObj(stretch.rsrp()::dbm)
                        .toList(),
                PerformanceSeriesResponse.of(performance.orElse(
                        PerformanceSeries.unmeasured(stretch.rsrp().length()))),
                stretch.handovers().stream().map(HandoverEventResponse::of).toList());
    }

    /** A series per quantity, null where a sample was not measured; quantities without any are left out. */
    record PerformanceSeriesResponse(
            @Nullable List<@Nullable Double> downlinkBps,
            @Nullable List<@Nullable Double> uplinkBps,
            @Nullable List<@Nullable Double> rttMillis,
            @Nullable List<@Nullable Double> loss,
            @Nullable List<@Nullable Double> speedMps,
            @Nullable List<@Nullable Double> neighbourRsrpDbm,
            @Nullable List<@Nullable Double> sameTechnologyNeighbourRsrpDbm,
            @Nullable List<@Nullable Double> ssRsrpDbm,
            @Nullable List<@Nullable Double> rsrqDb,
            @Nullable List<@Nullable Double> sinrDb,
            @Nullable List<@Nullable Double> channel,
            @Nullable List<@Nullable Double> band,
            @Nullable List<@Nullable Double> pci,
            @Nullable List<@Nullable Double> timingAdvance) {

        static PerformanceSeriesResponse of(PerformanceSeries series) {
            return new PerformanceSeriesResponse(
                    values(series, Quantity.DOWNLINK_BPS),
                    values(series, Quantity.UPLINK_BPS),
                    values(series, Quantity.RTT_MILLIS),
                    values(series, Quantity.LOSS),
                    values(series, Quantity.SPEED_MPS),
                    values(series, Quantity.NEIGHBOUR_RSRP_DBM),
                    values(series, Quantity.SAME_TECHNOLOGY_NEIGHBOUR_RSRP_DBM),
                    values(series, Quantity.SS_RSRP_DBM),
                    values(series, Quantity.RSRQ_DB),
                    values(series, Quantity.SINR_DB),
                    values(series, Quantity.CHANNEL),
                    values(series, Quantity.BAND),
                    values(series, Quantity.PCI),
                    values(series, Quantity.TIMING_ADVANCE));
        }

        private static @Nullable List<@Nullable Double> values(PerformanceSeries series, Quantity quantity) {
            if (!series.quantities().contains(quantity)) {
                return null;
            }
            @Nullable Double[] values = new @Nullable Double[series.length()];
            IntStream.range(0, values.length).forEach(i -> values[i] = UnknownValue.orNull(series.value(quantity, i)));
            return Arrays.asList(values);
        }
    }
}
