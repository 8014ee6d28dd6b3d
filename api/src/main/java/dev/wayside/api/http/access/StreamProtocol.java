package dev.wayside.api.http.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.wayside.api.http.exchange.ProblemException;
import io.javalin.http.Context;

/**
 * The {@code Sec-WebSocket-Protocol} of a client: nothing, or {@value #NAME} and perhaps {@code bearer.} with a token,
 * since scripts of a page can set no other header of a WebSocket. Only the former is ever selected, so the token is not
 * sent back.
 */
public final class StreamProtocol {

    private static final String NAME = "wayside.v1";
    private static final String BEARER = "bearer.";
    public static final String HEADER = "Sec-WebSocket-Protocol";

    private StreamProtocol() {}

    /** @throws ProblemException if something is offered, but not the protocol first: the router selects the first */
    static void requireOwn(Context context) {
        List<String> offered = offered(context);
        if (!offered.isEmpty() && !offered.get(0).equals(NAME)) {
            throw ProblemException.invalid(HEADER + " does not begin with " + NAME + "; offer '" + NAME
                    + ", bearer.wayside_...', or no protocol and an Authorization header");
        }
    }

    /** The token among what is offered, if any; only a WebSocket may bring it so. */
    static Optional<String> bearer(Context context) {
        return !"websocket".equalsIgnoreCase(context.header("Upgrade"))
                ? Optional.empty()
                : offered(context).stream()
                        .filter(protocol -> protocol.startsWith(BEARER))
                        .map(protocol -> protocol.substring(BEARER.length()))
                        .findFirst();
    }

    private static List<String> offered(Context context) {
        String header = context.header(HEADER);
        return header == null
                ? List.of()
                : Arrays.stream(header.split(","))
                        .map(String::strip)
                        .filter(protocol -> !protocol.isEmpty())
                        .toList();
    }
}
