package dev.wayside.api.http.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;

/** Bodies in and out of one exchange, as JSON. */
public final class Exchange {

    private static final String JSON = "application/json";

    private Exchange() {}

    public static void respond(Context context, Object body) {
        context.contentType(JSON).result(StrictJson.write(body));
    }

    public static void respond(Context context, Problem problem) {
        respondProblem(context, problem.status(), problem);
    }

    /**
     * Answers with an object of one array, and writes each element when it is made.
     *
     * @throws IOException if the client has left
     */
    public static void respondEach(Context context, String name, Iterator<?> elements) throws IOException {
        OutputStream out = context.contentType(JSON).outputStream();
        String separator = "{\"" + name + "\":[";
        while (elements.hasNext()) {
            out.write(separator.getBytes(StandardCharsets.US_ASCII));
            out.write(StrictJson.write(elements.next()));
            separator = ",";
        }
        out.write("]}".getBytes(StandardCharsets.US_ASCII));
    }

    /** Answers with a problem that has members of its own (RFC 9457, 3.2). */
    public static void respondProblem(Context context, int status, Object problem) {
        context.status(status).contentType(Problem.CONTENT_TYPE).result(StrictJson.write(problem));
    }

    /** Sends an answer at once, whole, in places where the router would write no body. */
    public static void send(HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = StrictJson.write(problem);
        response.setStatus(problem.status());
        response.setContentType(Problem.CONTENT_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /**
     * Reads a JSON body.
     *
     * @throws ProblemException if the body is too large, of another type, or not of this shape
     */
    public static <T> T read(Context context, Class<T> shape, int maxBytes) {
        requireJson(context);
        return StrictJson.read(readBytes(context, maxBytes), shape);
    }

    private static void requireJson(Context context) {
        String type = context.contentType();
        String mediaType = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!mediaType.equals(JSON)) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "the Content-Type is " + (type == null ? "missing" : type) + "; " + JSON + " is expected");
        }
    }

    private static void requireNoEncoding(Context context) {
        String encoding = context.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "the Content-Encoding is " + encoding + "; send the body without one");
        }
    }

    /**
     * Reads a body of any type.
     *
     * @throws ProblemException if the body is too large or compressed
     */
    public static byte[] readBytes(Context context, int maxBytes) {
        requireNoEncoding(context);
        if (context.req().getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        try {
            InputStream body = new SteadyBody(context.req().getInputStream());
            byte[] bytes = body.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw tooLarge(maxBytes);
            }
            return bytes;
        } catch (IOException e) {
            throw SteadyBody.tooSlow(e)
                    .orElseGet(() -> ProblemException.invalid("the body ended early or could not be read"));
        }
    }

    private static ProblemException tooLarge(int maxBytes) {
        return new ProblemException(
                ProblemType.CONTENT_TOO_LARGE, "the body is larger than " + maxBytes + " bytes; send less at once");
    }
}
