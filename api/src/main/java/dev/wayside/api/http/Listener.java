package dev.wayside.api.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.wayside.api.http.access.HostNames;
import dev.wayside.api.http.access.TlsKeys;

/**
 * The address of a service, and its keys.
 *
 * @param host name or address to listen on; {@code 127.0.0.1} is reached from this machine only
 * @param hostNames names that clients without a token may use, besides the address and {@code localhost}
 * @param port 0 to 65535; 0 takes any free one
 * @param monitorPort port of a listener for health and metrics alone, as {@code port}; empty for none
 * @param tls keys for HTTPS; empty for plain HTTP
 */
public record Listener(String host, List<String> hostNames, int port, OptionalInt monitorPort, Optional<TlsKeys> tls) {

    /** RFC 9293: ports have 16 bits. */
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException if there is no such port, or a host name is not one */
    public Listener {
        hostNames = List.copyOf(hostNames);
        HostNames.requireNames(hostNames);
        requirePort(port);
        monitorPort.ifPresent(Listener::requirePort);
        if (port != 0 && monitorPort.orElse(0) == port) {
            throw new IllegalArgumentException("the port for health and metrics must be another than " + port);
        }
    }

    private static void requirePort(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("the port must lie between 0 and " + MAX_PORT + ", not " + port);
        }
    }

    static Listener onLoopback(int port) {
        return new Listener("127.0.0.1", List.of(), port, OptionalInt.empty(), Optional.empty());
    }

    Listener withHost(String other) {
        return new Listener(other, hostNames, port, monitorPort, tls);
    }

    Listener withHostNames(List<String> other) {
        return new Listener(host, other, port, monitorPort, tls);
    }

    Listener withPort(int other) {
        return new Listener(host, hostNames, other, monitorPort, tls);
    }

    Listener withMonitorPort(int other) {
        return new Listener(host, hostNames, port, OptionalInt.of(other), tls);
    }

    Listener withTls(TlsKeys keys) {
        return new Listener(host, hostNames, port, monitorPort, Optional.of(keys));
    }
}
