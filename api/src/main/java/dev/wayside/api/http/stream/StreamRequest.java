package dev.wayside.api.http.stream;

import java.util.List;

import dev.wayside.api.http.predict.DbmSamples;
import dev.wayside.api.http.predict.ObservationRequest;
import org.jspecify.annotations.Nullable;

/**
 * A message to a stream; not yet validated. An {@link ObservationRequest} whose samples are those that are new.
 *
 * @param anew whether the samples before it are forgotten; they are not, if absent
 */
record StreamRequest(
        @Nullable String carrier,
        @Nullable String cell,
        @Nullable DbmSamples rsrpDbm,
        @Nullable Integer sampleIntervalMillis,
        @Nullable List<@Nullable String> excludeDays,
        @Nullable Boolean bands,
        @Nullable Boolean anew) {

    ObservationRequest observation() {
        return new ObservationRequest(carrier, cell, rsrpDbm, sampleIntervalMillis, excludeDays, bands);
    }

    boolean isAnew() {
        return Boolean.TRUE.equals(anew);
    }
}
