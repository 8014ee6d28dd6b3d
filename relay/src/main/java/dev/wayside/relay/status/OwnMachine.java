package dev.wayside.relay.status;

import com.sun.net.httpserver.HttpExchange;

/** Whoever can open a connection from the relay's own machine may change what the relay does; nobody else. */
final class OwnMachine {

    private OwnMachine() {}

    static boolean sent(HttpExchange exchange) {
        return exchange.getRemoteAddress().getAddress().isLoopbackAddress();
    }
}
