package dev.wayside.relay.status;

import com.sun.net.httpserver.HttpExchange;

/** The permission to change the relay: only requests from its own machine have it. */
final class OwnMachine {

    private OwnMachine() {}

    static boolean sent(HttpExchange exchange) {
        return exchange.getRemoteAddress().getAddress().isLoopbackAddress();
    }
}
