package dev.wayside.api.blackbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request byte by byte, as no HTTP client would send it. */
final class RawExchange {

    private static final int TIMEOUT_MILLIS = 20_000;

    private RawExchange() {}

    /** Sends it and tells all that comes back until the service closes the connection. */
    static String with(RunningService service, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.service.port())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
