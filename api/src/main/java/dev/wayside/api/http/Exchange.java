package dev.wayside.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

import io.javalin.http.Context;

/** Bodies in and out of one exchange, as JSON. */
final class Exchange {

    private static final String JSON = "application/json";
    private static final int DISCARDED_AT_ONCE = 1 << 16;

    private Exchange() {}

    static void respond(Context context, Object body) {
        context.contentType(JSON).result(StrictJson.write(body));
    }

    static void respond(Context context, Problem problem) {
        context.status(problem.status()).contentType(Problem.CONTENT_TYPE).result(StrictJson.write(problem));
    }

    /** @throws ProblemException if the body is too large, of another type, or not of this shape */
    static <T> T read(Context context, Class<T> shape, int mostBytes) {
        requireJson(context);
        return StrictJson.read(bytes(context, mostBytes), shape);
    }

    private static void requireJson(Context context) {
        String type = context.contentType();
        String mediaType = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!mediaType.equals(JSON)) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "the Content-Type is " + (type == null ? "missing" : type) + "; " + JSON + " is expected");
        }
        String encoding = context.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "the Content-Encoding is " + encoding + "; send the body without one");
        }
    }

    private static byte[] bytes(Context context, int mostBytes) {
        try {
            InputStream body = context.req().getInputStream();
            boolean saysTooLarge = context.req().getContentLengthLong() > mostBytes;
            byte[] bytes = saysTooLarge ? new byte[0] : body.readNBytes(mostBytes + 1);
            if (saysTooLarge || bytes.length > mostBytes) {
                if (context.header("Expect") == null) {
                    discard(body, mostBytes);
                }
                throw tooLarge(mostBytes);
            }
            return bytes;
        } catch (IOException e) {
            throw ProblemException.invalid("the body ended early or could not be read");
        }
    }

    /**
     * A client that is still sending when the connection is closed may never see the answer; so long it is listened to,
     * up to a bound. One that asks first has not begun.
     */
    private static void discard(InputStream body, int mostBytes) throws IOException {
        byte[] chunk = new byte[DISCARDED_AT_ONCE];
        int discarded = 0;
        for (int read = body.read(chunk); read >= 0 && discarded < mostBytes; read = body.read(chunk)) {
            discarded += read;
        }
    }

    private static ProblemException tooLarge(int mostBytes) {
        return new ProblemException(
                ProblemType.CONTENT_TOO_LARGE, "the body is larger than " + mostBytes + " bytes; send less at once");
    }
}
