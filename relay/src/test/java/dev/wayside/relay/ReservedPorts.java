package dev.wayside.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports that the kernel gives to no other program while the tests run. Each is bound by a socket that does not listen:
 * connections to it are refused, until a relay listens on it, which SO_REUSEADDR on both sides allows.
 */
public final class ReservedPorts {

    private static final List<Socket> HELD = new ArrayList<>();

    private ReservedPorts() {}

    /** A port of the loopback address. */
    public static synchronized int next() throws IOException {
        Socket socket = new Socket();
        HELD.add(socket);
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return socket.getLocalPort();
    }
}
