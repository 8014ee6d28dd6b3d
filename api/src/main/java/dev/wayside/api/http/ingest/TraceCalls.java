package dev.wayside.api.http.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.api.http.exchange.GunzippedBody;
import dev.wayside.api.http.exchange.LimitedBody;
import dev.wayside.api.http.exchange.Problem;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import dev.wayside.api.http.exchange.SteadyBody;
import dev.wayside.api.http.flow.SharedPlaces;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.IngestSummary;
import dev.wayside.traceingest.NothingStored;
import dev.wayside.traceingest.StreamIngestion;
import dev.wayside.traceingest.UnrecognisedLogException;
import dev.wayside.traceingest.row.TraceIngestException;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/traces}: rows in, as long as the sender likes; what became of them out. The store sets the pace: a
 * body is read no faster than it is written.
 */
public final class TraceCalls {

    /** The options of {@code wayside ingest} in its messages: a call has parameters of these names. */
    private static final Pattern OPTION = Pattern.compile("--(carrier|format|mapping)\\b(?!-)");

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
        requireFits(context);
        places.enter(context);
        RejectedLines rejected = new RejectedLines();
        try {
            respond(context, ingest(context, reading, rejected), rejected);
        } catch (UnrecognisedLogException e) {
            refuse(context, inTermsOfTheCall(e.getMessage()), IngestSummary.NOTHING, rejected);
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

    private IngestSummary ingest(Context context, BodyReading reading, RejectedLines rejected) {
        try {
            return new StreamIngestion(store, IngestSettings.DEFAULT.withReading(reading.reading()))
                    .ingest("the body", reading.otherwise(), body(context), rejected);
        } catch (TraceIngestException e) {
            ProblemException problem = problem(e, e.getCause());
            throw rejected.lines().isEmpty()
                    ? problem
                    : new ProblemException(problem.type(), problem.getMessage() + "; " + rejected.first());
        } catch (IOException e) {
            throw problem(e, e);
        }
    }

    private InputStream body(Context context) throws IOException {
        LimitedBody sent = new LimitedBody(new SteadyBody(context.req().getInputStream()), maxBodyBytes);
        return isGzip(context) ? new LimitedBody(new GunzippedBody(sent), maxBodyBytes) : sent;
    }

    private static ProblemException problem(Exception e, @Nullable Throwable cause) {
        if (cause instanceof LimitedBody.TooLargeException) {
            return new ProblemException(ProblemType.CONTENT_TOO_LARGE, String.valueOf(cause.getMessage()));
        }
        Optional<ProblemException> tooSlow = cause == null ? Optional.empty() : SteadyBody.tooSlow(cause);
        if (tooSlow.isPresent()) {
            return tooSlow.get();
        }
        if (cause instanceof ZipException && e == cause) {
            return ProblemException.invalid("the body is not gzip, though its Content-Encoding says so");
        }
        String message = e.getMessage();
        return ProblemException.invalid(
                message == null ? "the body ended before it was whole" : inTermsOfTheCall(message));
    }

    private static String inTermsOfTheCall(@Nullable String message) {
        return OPTION.matcher(String.valueOf(message)).replaceAll("?$1=");
    }

    private static boolean isGzip(Context context) {
        String encoding = context.header("Content-Encoding");
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return false;
        }
        // RFC 9110, 8.4.1.3: the latter is the former.
        if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "the Content-Encoding is " + encoding + "; gzip or none is expected");
        }
        return true;
    }

    private void requireFits(Context context) {
        if (context.req().getContentLengthLong() > maxBodyBytes) {
            throw new ProblemException(
                    ProblemType.CONTENT_TOO_LARGE,
                    "the body is larger than " + maxBodyBytes + " bytes; send less at once");
        }
    }
}
