package dev.wayside.api.http.stream;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wayside.api.http.exchange.ProblemException;

/** The trips that rows of streams are added to. */
public interface StreamTrips {

    /**
     * Adds rows to a trip.
     *
     * @param owner the name of the client's token; empty where clients have none
     * @param trip id of the trip
     * @param after number of the row before the first of them
     * @param rows objects with the names of the columns
     * @throws ProblemException if they are not rows
     */
    Outcome append(String owner, String trip, int after, List<ObjectNode> rows);

    /**
     * The outcome.
     *
     * @param isAcknowledged true if all rows are stored
     * @param message the answer, or the problem
     */
    record Outcome(boolean isAcknowledged, Object message) {}
}
