package dev.wayside.api.http.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

import dev.wayside.api.http.exchange.GunzippedBody;
import dev.wayside.api.http.exchange.LimitedBody;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import dev.wayside.api.http.exchange.SteadyBody;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * The body of rows of one request, compressed or not.
 *
 * @param context its request
 * @param maxBytes its maximum size, compressed and uncompressed
 */
record SentBody(Context context, long maxBytes) {

    /** The options of {@code wayside ingest} in its messages: a call has parameters of these names. */
    private static final Pattern OPTION = Pattern.compile("--(carrier|format|mapping)\\b(?!-)");

    /** @throws ProblemException if the request says that it is larger */
    void requireFits() {
        if (context.req().getContentLengthLong() > maxBytes) {
            throw new ProblemException(
                    ProblemType.CONTENT_TOO_LARGE, "the body is larger than " + maxBytes + " bytes; send less at once");
        }
    }

    /** The rows, uncompressed. */
    InputStream open() throws IOException {
        LimitedBody sent = new LimitedBody(new SteadyBody(context.req().getInputStream()), maxBytes);
        return isGzip() ? new LimitedBody(new GunzippedBody(sent), maxBytes) : sent;
    }

    /** The answer to a body that could not be read. */
    static ProblemException problem(Exception e, @Nullable Throwable cause) {
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

    /** A message of {@code wayside ingest} in terms of a call. */
    static String inTermsOfTheCall(@Nullable String message) {
        return OPTION.matcher(String.valueOf(message)).replaceAll("?$1=");
    }

    private boolean isGzip() {
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
}
