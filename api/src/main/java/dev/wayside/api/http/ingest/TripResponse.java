package dev.wayside.api.http.ingest;

import dev.wayside.api.http.exchange.WireName;
import dev.wayside.kvstore.Trip;

/**
 * A trip.
 *
 * @param id its id
 * @param device its device
 * @param state {@code open}, {@code closing} or {@code closed}
 * @param rows number of its rows
 * @param completeRows number of the first of them whose complete visits are history
 * @param rejectedRows those of the latter that were rejected
 * @param visits visits of it in the history
 * @param windows windows of it in the history
 * @param openedEpochMillis when it was opened
 * @param changedEpochMillis when it was opened, got rows, or was closed
 */
record TripResponse(
        String id,
        String device,
        String state,
        int rows,
        int completeRows,
        int rejectedRows,
        int visits,
        int windows,
        long openedEpochMillis,
        long changedEpochMillis) {

    static TripResponse of(Trip trip) {
        return new TripResponse(
                trip.key().id(),
                trip.device(),
                WireName.of(trip.state()),
                trip.rows(),
                trip.progress().rows(),
                trip.progress().rejectedRows(),
                trip.progress().visits(),
                trip.progress().windows(),
                trip.openedMillis(),
                trip.changedMillis());
    }
}
