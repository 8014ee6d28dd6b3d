package dev.wayside.relay.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * An address and a port, as {@code 10.11.1.2:7000} or {@code [fd00::2]:7000}.
 *
 * @param address resolved
 */
public record HostPort(InetSocketAddress address) {

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static HostPort of(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 1 ? "" : text.substring(0, colon).replaceAll("^\\[|\\]$", "");
        String port = text.substring(colon + 1);
        if (host.isEmpty() || !port.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("'" + text + "' is not an address and a port, as 10.11.1.2:7000");
        }
        try {
            Ports.require(Integer.parseInt(port));
            return new HostPort(new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("there is no host " + host, e);
        }
    }
}
