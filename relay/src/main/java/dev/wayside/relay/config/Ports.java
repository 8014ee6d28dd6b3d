package dev.wayside.relay.config;

/** The numbers that ports have. */
final class Ports {

    private static final int LAST = 65_535;

    private Ports() {}

    static void require(int port) {
        if (port < 1 || port > LAST) {
            throw new IllegalArgumentException("there is no port " + port + "; they are 1 to " + LAST);
        }
    }
}
