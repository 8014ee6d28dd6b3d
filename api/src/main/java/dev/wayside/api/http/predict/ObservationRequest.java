package dev.wayside.api.http.predict;

import java.util.List;
import java.util.Objects;

import dev.wayside.kvstore.CellKey;
import org.jspecify.annotations.Nullable;

/**
 * One observation as it is sent; not yet validated.
 *
 * @param carrier the carrier
 * @param cell cell id
 * @param rsrpDbm samples in dBm, newest last, at most 10,000
 * @param sampleIntervalMillis time between samples, ms; the store's grid if absent
 * @param excludeDays days to leave out, as {@code 2026-01-05}; none if absent
 * @param bands true if the steps of a forecast say how far the matches spread; they do not, if absent
 */
public record ObservationRequest(
        @Nullable String carrier,
        @Nullable String cell,
        @Nullable DbmSamples rsrpDbm,
        @Nullable Integer sampleIntervalMillis,
        @Nullable List<@Nullable String> excludeDays,
        @Nullable Boolean bands) {

    /** The cell under the names that were sent, which the answer repeats. To be called once they are validated. */
    public CellKey askedCell() {
        return new CellKey(Objects.requireNonNull(carrier), Objects.requireNonNull(cell));
    }

    public boolean wantsBands() {
        return Boolean.TRUE.equals(bands);
    }
}
