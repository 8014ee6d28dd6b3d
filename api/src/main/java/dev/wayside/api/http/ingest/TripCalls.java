package dev.wayside.api.http.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.api.http.exchange.PageRequest;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import dev.wayside.api.http.exchange.QueryParameters;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.Trip;
import dev.wayside.kvstore.TripKey;
import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.row.TraceIngestException;
import dev.wayside.traceingest.trip.AppendedRows;
import dev.wayside.traceingest.trip.TripConflictException;
import dev.wayside.traceingest.trip.TripIngestion;
import dev.wayside.traceingest.trip.UnknownTripException;
import io.javalin.http.Context;

/**
 * {@code /v1/trips}: trips that are open, and their rows as they are measured. A client has trips of its own: no other
 * can see them.
 */
public final class TripCalls {

    /** Chosen: a device and an id. */
    private static final int MAX_OPENING_BYTES = 1_000;

    private static final String AFTER = "after";

    private final TripIngestion trips;
    private final KnownMappings mappings;
    private final long maxBodyBytes;
    private final Function<Context, String> owner;
    private final LongAdder newRows = new LongAdder();
    private final LongAdder repeatedRows = new LongAdder();
    private final LongAdder rejectedRows = new LongAdder();

    /**
     * Calls for the trips of one store.
     *
     * @param owner the name of a request's client; empty where clients have none
     */
    public TripCalls(HistoryStore store, TripIngestion trips, long maxBodyBytes, Function<Context, String> owner) {
        this.trips = trips;
        this.mappings = new KnownMappings(store);
        this.maxBodyBytes = maxBodyBytes;
        this.owner = owner;
    }

    public void open(Context context) {
        QueryParameters.requireOnly(context);
        OpenTripRequest request = Exchange.read(context, OpenTripRequest.class, MAX_OPENING_BYTES);
        TripKey key = request.key(owner.apply(context));
        String device = request.checkedDevice();
        answer(context, () -> TripResponse.of(trips.open(key, device)));
    }

    public void list(Context context) {
        PageRequest request = PageRequest.of(context);
        Stream<Trip> rest =
                trips.unfinished(owner.apply(context), request.after().orElse(""), request.limit() + 1).stream();
        Exchange.respond(
                context, request.page(rest, TripResponse::of, trip -> trip.key().id()));
    }

    public void show(Context context) {
        QueryParameters.requireOnly(context);
        TripKey key = key(context);
        answer(context, () -> TripResponse.of(trips.get(key)));
    }

    public void append(Context context) {
        TripKey key = key(context);
        BodyReading reading = BodyReading.of(context, mappings, AFTER);
        int after = after(context);
        SentBody body = new SentBody(context, maxBodyBytes);
        body.requireFits();
        answer(context, () -> TripRowsResponse.of(append(key, after, reading, body)));
    }

    /**
     * Adds rows that came along a stream.
     *
     * @param clientOwner the name of the client; empty where clients have none
     * @param rows objects with the names of the columns
     * @return the answer, or the problem of a trip that is not as the client supposes
     * @throws ProblemException if they are not rows, or there is no such trip
     */
    public Object append(String clientOwner, String trip, int after, List<ObjectNode> rows) {
        TripKey key = OpenTripRequest.key(clientOwner, trip);
        byte[] lines = rows.stream()
                .map(row -> row + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        try {
            AppendedRows appended =
                    trips.append(key, after, LogReading.AS_LOGGED, LogFormat.NDJSON, new ByteArrayInputStream(lines));
            count(appended);
            return TripRowsResponse.of(appended);
        } catch (TripConflictException e) {
            return TripProblem.of(e);
        } catch (UnknownTripException e) {
            throw new ProblemException(ProblemType.NOT_FOUND, String.valueOf(e.getMessage()));
        } catch (TraceIngestException e) {
            throw SentBody.problem(e, e.getCause());
        }
    }

    /** True for an answer that acknowledges rows. */
    public static boolean isAcknowledgement(Object answer) {
        return answer instanceof TripRowsResponse;
    }

    public void close(Context context) {
        QueryParameters.requireOnly(context);
        TripKey key = key(context);
        answer(context, () -> TripResponse.of(trips.close(key)));
    }

    /** Rows that were added to trips. */
    public double newRows() {
        return newRows.doubleValue();
    }

    /** Rows that were sent again. */
    public double repeatedRows() {
        return repeatedRows.doubleValue();
    }

    /** Rows that were rejected; they are among those that were added, or sent again. */
    public double rejectedRows() {
        return rejectedRows.doubleValue();
    }

    private AppendedRows append(TripKey key, int after, BodyReading reading, SentBody body) {
        try {
            AppendedRows appended = trips.append(key, after, reading.reading(), reading.otherwise(), body.open());
            count(appended);
            return appended;
        } catch (TraceIngestException e) {
            throw SentBody.problem(e, e.getCause());
        } catch (IOException e) {
            throw SentBody.problem(e, e);
        }
    }

    private void count(AppendedRows appended) {
        newRows.add(appended.newRows());
        repeatedRows.add(appended.repeatedRows());
        rejectedRows.add(appended.rejected().size());
    }

    private static void answer(Context context, Supplier<Object> call) {
        try {
            Exchange.respond(context, call.get());
        } catch (TripConflictException e) {
            TripProblem problem = TripProblem.of(e);
            Exchange.respondProblem(context, problem.status(), problem);
        } catch (UnknownTripException e) {
            throw new ProblemException(ProblemType.NOT_FOUND, String.valueOf(e.getMessage()));
        }
    }

    private TripKey key(Context context) {
        return OpenTripRequest.key(owner.apply(context), context.pathParam("trip"));
    }

    private static int after(Context context) {
        String text = context.queryParam(AFTER);
        // Nine digits always fit.
        if (text == null || !text.matches("\\d{1,9}")) {
            throw ProblemException.invalid(
                    "after is the number of the trip's rows before the first of the body; 0 for its" + " first rows");
        }
        return Integer.parseInt(text);
    }
}
