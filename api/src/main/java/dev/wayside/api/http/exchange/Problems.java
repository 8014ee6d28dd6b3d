package dev.wayside.api.http.exchange;

import java.io.IOException;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Problem details for every failure of a handler. Problems that the client can fix are reported to it; others are
 * logged once, with the request's id, and the client gets no detail.
 */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    public static final String FULL =
            "no space is left on the disk of the store; acknowledged data is safe: send this again when there is space";
    private static final String FAILED = "the service failed to answer; its log says why";

    private Problems() {}

    public static void register(JavalinConfig config) {
        config.routes.exception(ProblemException.class, Problems::respond);
        config.routes.exception(HttpResponseException.class, Problems::respondToRouter);
        config.routes.exception(HistoryStoreException.class, Problems::respondToStore);
        config.routes.exception(Exception.class, (e, context) -> {
            logFailure(context, e);
            Exchange.respond(context, ProblemType.INTERNAL_ERROR.with(FAILED));
        });
        config.router.javaLangErrorHandler(Problems::respondToError);
    }

    private static void respond(ProblemException e, Context context) {
        if (e.type() == ProblemType.CONTENT_TOO_LARGE) {
            RefusedBody.answer(context, e.problem());
        } else {
            Exchange.respond(context, e.problem());
        }
    }

    /** Requests that the router refuses before any call. */
    private static void respondToRouter(HttpResponseException e, Context context) {
        Problem problem = switch (e.getStatus()) {
            case 404 -> ProblemType.NOT_FOUND.with("there is no " + context.path());
            case 405 -> {
                String allowed = String.join(", ", e.getDetails().values());
                context.header("Allow", allowed);
                yield ProblemType.METHOD_NOT_ALLOWED.with(
                        context.path() + " supports " + allowed + ", not " + context.method());
            }
            default -> ProblemType.of(e.getStatus(), message(e));
        };
        Exchange.respond(context, problem);
    }

    private static void respondToStore(HistoryStoreException e, Context context) {
        logFailure(context, e);
        boolean mayPass = switch (e.reason()) {
            case LOCKED, DISK_FULL, IO -> true;
            case ABSENT, NEWER_FORMAT, OTHER_SETTINGS, MISCONFIGURED, CORRUPT -> false;
        };
        ProblemType type = mayPass ? ProblemType.STORE_UNAVAILABLE : ProblemType.INTERNAL_ERROR;
        Exchange.respond(context, type.with(e.reason() == Reason.DISK_FULL ? FULL : FAILED));
    }

    /** Out of memory, stack overflow: the router gives us no more than the bare response. */
    private static void respondToError(HttpServletResponse response, Error error) {
        LOG.error("a request failed", error);
        try {
            Exchange.send(response, ProblemType.INTERNAL_ERROR.with(FAILED));
        } catch (IOException e) {
            LOG.debug("the client left before it got the error", e);
        }
    }

    private static void logFailure(Context context, Exception e) {
        LOG.error("request {} ({} {}) failed", RequestId.of(context), context.method(), context.path(), e);
    }

    private static String message(HttpResponseException e) {
        String message = e.getMessage();
        return message == null || message.isEmpty() ? "the request was refused" : message;
    }
}
