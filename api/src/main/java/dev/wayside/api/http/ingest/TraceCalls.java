package dev.wayside.api.http.ingest;

import java.io.IOException;
import java.util.Optional;

import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.api.http.exchange.Problem;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import dev.wayside.api.http.flow.SharedPlaces;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.IngestSummary;
import dev.wayside.traceingest.NothingStored;
import dev.wayside.traceingest.StreamIngestion;
import dev.wayside.traceingest.UnrecognisedLogException;
import dev.wayside.traceingest.row.TraceIngestException;
import io.javalin.http.Context;

/**
 * {@code POST /v1/traces}: rows in, as long as the sender likes; what became of them out. The store sets the pace: a
 * body is read no faster than it is written.
 */
public final class TraceCalls {

    private final HistoryStore store;
    private final long maxBodyBytes;
    private final KnownMappings mappings;
    private final SharedPlaces places;

    /**
     * Calls over one store.
     *
     * @param places for bodies that are read at once: each may hold a thread for as long as its sender takes
     */
    public TraceCalls(HistoryStore store, long maxBodyBytes, SharedPlaces places) {
        this.store = store;
        this.mappings = new KnownMappings(store);
        this.maxBodyBytes = maxBodyBytes;
        this.places = places;
    }

    public void ingest(Context context) {
        BodyReading reading = BodyReading.of(context, mappings);
        SentBody body = new SentBody(context, maxBodyBytes);
        body.requireFits();
        places.enter(context);
        RejectedLines rejected = new RejectedLines();
        try {
            respond(context, ingest(body, reading, rejected), rejected);
        } catch (UnrecognisedLogException e) {
            refuse(context, SentBody.inTermsOfTheCall(e.getMessage()), IngestSummary.NOTHING, rejected);
        } finally {
            places.leave(context);
        }
    }

    private static void respond(Context context, IngestSummary summary, RejectedLines rejected) {
        Optional<String> nothingStored = NothingStored.of(summary);
        // A vehicle sends its trip while it grows, and the trip may begin without coverage.
        if (nothingStored.isEmpty() || summary.uncoveredRows() > 0) {
            Exchange.respond(context, IngestResponse.of(summary, rejected.lines()));
            return;
        }
        String lines = rejected.lines().isEmpty() ? "" : "; " + rejected.first();
        refuse(context, nothingStored.get() + lines, summary, rejected);
    }

    private static void refuse(Context context, String why, IngestSummary summary, RejectedLines rejected) {
        Problem problem = ProblemType.NOTHING_STORED.with(why);
        Exchange.respondProblem(context, problem.status(), NothingStoredProblem.of(problem, summary, rejected.lines()));
    }

    private IngestSummary ingest(SentBody body, BodyReading reading, RejectedLines rejected) {
        try {
            return new StreamIngestion(store, IngestSettings.DEFAULT.withReading(reading.reading()))
                    .ingest("the body", reading.otherwise(), body.open(), rejected);
        } catch (TraceIngestException e) {
            ProblemException problem = SentBody.problem(e, e.getCause());
            throw rejected.lines().isEmpty()
                    ? problem
                    : new ProblemException(problem.type(), problem.getMessage() + "; " + rejected.first());
        } catch (IOException e) {
            throw SentBody.problem(e, e);
        }
    }
}
