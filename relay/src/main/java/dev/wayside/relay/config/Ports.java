package dev.wayside.relay.config;

/** The range of port numbers (RFC 9293, section 3.1). */
final class Ports {

    private static final int LAST = 65_535;

    private Ports() {}

    static void require(int port) {
        if (port < 1 || port > LAST) {
            throw new IllegalArgumentException("port " + port + " is out of range: it must be 1 to " + LAST);
        }
    }
}
