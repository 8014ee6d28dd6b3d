package dev.wayside.api.http.stream;

import java.util.List;

import dev.wayside.api.http.predict.DbmSamples;
import dev.wayside.api.http.predict.ObservationRequest;
import org.jspecify.annotations.Nullable;

/**
 * A message to a stream; not yet validated. An {@link ObservationRequest} whose samples are those that are new.
 *
 * @param reset true if the samples before it are to be forgotten; they are kept, if absent
 */
record StreamRequest(
        @Nullable String carrier,
        @Nullable String cell,
        @Nullable DbmSamples rsrpDbm,
        @Nullable Integer sampleIntervalMillis,
        @Nullable List<@Nullable String> excludeDays,
        @Nullable Boolean bands,
        @Nullable Boolean reset) {

    ObservationRequest observation() {
        return new ObservationRequest(carrier, cell, rsrpDbm, sampleIntervalMillis, excludeDays, bands);
    }

    boolean isReset() {
        return Boolean.TRUE.equals(reset);
    }
}
