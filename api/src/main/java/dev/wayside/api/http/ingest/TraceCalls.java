package dev.wayside.api.http.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.api.http.exchange.GunzippedBody;
import dev.wayside.api.http.exchange.LimitedBody;
import dev.wayside.api.http.exchange.Problem;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import dev.wayside.api.http.exchange.QueryParameters;
import dev.wayside.api.http.exchange.SteadyBody;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.IngestSummary;
import dev.wayside.traceingest.NothingStored;
import dev.wayside.traceingest.StreamIngestion;
import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.row.TraceIngestException;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/traces}: rows in, as long as the sender likes; what became of them out. The store sets the pace: a
 * body is read no faster than it is written.
 */
public final class TraceCalls {

    private static final Map<String, LogFormat> FORMATS = Map.of(
            "text/csv", LogFormat.CSV,
            "application/x-ndjson", LogFormat.NDJSON,
            "application/ndjson", LogFormat.NDJSON);
    private static final String KNOWN_TYPES = "text/csv or application/x-ndjson is expected";

    private final HistoryStore store;
    private final long maxBodyBytes;
    private final IngestPlaces places = new IngestPlaces();

    public TraceCalls(HistoryStore store, long maxBodyBytes) {
        this.store = store;
        this.maxBodyBytes = maxBodyBytes;
    }

    public void ingest(Context context) {
        LogFormat format = format(context);
        IngestSettings settings = IngestSettings.DEFAULT.withCarrier(carrier(context));
        requireFits(context);
        places.enter(context);
        try {
            RejectedLines rejected = new RejectedLines();
            IngestSummary summary = ingest(context, new StreamIngestion(store, settings), format, rejected);
            respond(context, summary, rejected);
        } finally {
            places.leave();
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
        Problem problem = ProblemType.NOTHING_STORED.with(nothingStored.get() + lines);
        Exchange.respondProblem(context, problem.status(), NothingStoredProblem.of(problem, summary, rejected.lines()));
    }

    private IngestSummary ingest(Context context, StreamIngestion ingestion, LogFormat format, RejectedLines rejected) {
        try {
            return ingestion.ingest("the body", format, body(context), rejected);
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
        return ProblemException.invalid(message == null ? "the body ended before it was whole" : message);
    }

    private static LogFormat format(Context context) {
        String type = context.contentType();
        String mediaType = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        LogFormat format = FORMATS.get(mediaType);
        if (format == null) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "the Content-Type is " + (type == null ? "missing" : type) + "; " + KNOWN_TYPES);
        }
        return format;
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

    /** The carrier of rows that may name none; null where all do. */
    private static @Nullable String carrier(Context context) {
        List<String> carriers = QueryParameters.of(context, "carrier");
        if (carriers.isEmpty()) {
            return null;
        }
        try {
            return CellKey.named(carriers.get(0), "any").carrier();
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("carrier: " + e.getMessage());
        }
    }

    private void requireFits(Context context) {
        if (context.req().getContentLengthLong() > maxBodyBytes) {
            throw new ProblemException(
                    ProblemType.CONTENT_TOO_LARGE,
                    "the body is larger than " + maxBodyBytes + " bytes; send less at once");
        }
    }
}
