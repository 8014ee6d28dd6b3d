package dev.wayside.api.http.predict;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/estimates}; not yet validated.
 *
 * @param observations 1 to 100
 */
record EstimateRequest(@Nullable List<@Nullable VehicleRequest> observations) {

    /**
     * An observation and what the vehicle has measured up to it.
     *
     * @param secondsInCell for how long the cell has served, s; unknown if absent
     * @param measured nothing if absent
     */
    record VehicleRequest(
            @Nullable String carrier,
            @Nullable String cell,
            @Nullable DbmSamples rsrpDbm,
            @Nullable Integer sampleIntervalMillis,
            @Nullable List<@Nullable String> excludeDays,
            @Nullable Double secondsInCell,
            @Nullable MeasuredRequest measured) {

        ObservationRequest observation() {
            return new ObservationRequest(carrier, cell, rsrpDbm, sampleIntervalMillis, excludeDays, null);
        }
    }

    /** Samples by quantity, in any order, each in the unit its field's name ends with. */
    record MeasuredRequest(
            @Nullable List<@Nullable SampleRequest> downlinkBps,
            @Nullable List<@Nullable SampleRequest> uplinkBps,
            @Nullable List<@Nullable SampleRequest> rttMillis,
            @Nullable List<@Nullable SampleRequest> loss,
            @Nullable List<@Nullable SampleRequest> neighbourRsrpDbm) {}

    /** A value, and how long before the newest RSRP sample it was measured, ms. */
    record SampleRequest(
            @Nullable Integer ageMillis, @Nullable Double value) {}
}
