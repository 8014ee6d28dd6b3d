package dev.wayside.api.http.predict;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/predictions}; not yet validated.
 *
 * @param observations 1 to 1,000
 * @param k how many visits to look for; the service's default if absent
 * @param thresholdDb distance threshold per sample in dB; the service's default if absent
 */
public record PredictionRequest(
        @Nullable List<@Nullable ObservationRequest> observations,
        @Nullable Integer k,
        @Nullable Double thresholdDb) {}
