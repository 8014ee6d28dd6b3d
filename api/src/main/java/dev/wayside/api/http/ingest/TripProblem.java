package dev.wayside.api.http.ingest;

import dev.wayside.api.http.exchange.Problem;
import dev.wayside.api.http.exchange.ProblemType;
import dev.wayside.api.http.exchange.WireName;
import dev.wayside.traceingest.trip.TripConflictException;

/**
 * The answer to rows that do not fit their trip (RFC 9457), with what the trip is.
 *
 * @param type as {@link Problem#type}
 * @param title as {@link Problem#title}
 * @param status HTTP status
 * @param detail the reason in words
 * @param trip id of the trip
 * @param rows number of rows of the trip: send those after them
 * @param state {@code open}, {@code closing} or {@code closed}
 */
record TripProblem(String type, String title, int status, String detail, String trip, int rows, String state) {

    static TripProblem of(TripConflictException e) {
        ProblemType type = switch (e.kind()) {
            case OTHER_DEVICE -> ProblemType.TRIP_OF_OTHER_DEVICE;
            case ROWS_MISSING -> ProblemType.TRIP_ROWS_MISSING;
            case ROWS_DIFFER -> ProblemType.TRIP_ROWS_DIFFER;
            case CLOSED -> ProblemType.TRIP_CLOSED;
        };
        Problem problem = type.with(String.valueOf(e.getMessage()));
        return new TripProblem(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.detail(),
                e.trip().key().id(),
                e.trip().rows(),
                WireName.of(e.trip().state()));
    }
}
