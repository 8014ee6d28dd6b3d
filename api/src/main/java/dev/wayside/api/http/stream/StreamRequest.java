package dev.wayside.api.http.stream;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.predict.DbmSamples;
import dev.wayside.api.http.predict.ObservationRequest;
import org.jspecify.annotations.Nullable;

/**
 * A message to a stream; not yet validated. An {@link ObservationRequest} whose samples are those that are new, or rows
 * of a trip.
 *
 * @param reset true if the samples before it are to be forgotten; they are kept, if absent
 * @param trip id of the trip of the rows
 * @param after number of the row before the first of the rows
 * @param rows rows of the trip
 */
record StreamRequest(
        @Nullable String carrier,
        @Nullable String cell,
        @Nullable DbmSamples rsrpDbm,
        @Nullable Integer sampleIntervalMillis,
        @Nullable List<@Nullable String> excludeDays,
        @Nullable Boolean bands,
        @Nullable Boolean reset,
        @Nullable String trip,
        @Nullable Integer after,
        @Nullable List<ObjectNode> rows) {

    /** Chosen: minutes of a vehicle; the message that holds them has at most 100,000 bytes. */
    private static final int MAX_ROWS = 1_000;

    /** True if it holds rows of a trip and no samples. */
    boolean isOfTrip() {
        return trip != null;
    }

    /** Adds its rows to its trip. */
    StreamTrips.Outcome appendTo(StreamTrips trips, String owner) {
        if (trip == null || after == null || rows == null || after < 0 || rows.isEmpty() || rows.size() > MAX_ROWS) {
            throw ProblemException.invalid(
                    "rows of a trip need trip, after (0 or more) and rows (1 to " + MAX_ROWS + ")");
        }
        if (carrier != null || cell != null || rsrpDbm != null) {
            throw ProblemException.invalid("a message holds samples, or rows of a trip; send two messages");
        }
        return trips.append(owner, trip, after, rows);
    }

    ObservationRequest observation() {
        return new ObservationRequest(carrier, cell, rsrpDbm, sampleIntervalMillis, excludeDays, bands);
    }

    boolean isReset() {
        return Boolean.TRUE.equals(reset);
    }
}
