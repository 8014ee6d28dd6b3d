package dev.wayside.relay.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * A host and a port, such as {@code 10.11.1.2:7000}, {@code [fd00::2]:7000} or {@code relay.example.org:7000}. A name
 * is looked up when it is used: its address may be unknown at first, and may change.
 *
 * @param host an address or a name
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

    private static final String IPV4 = "\\d{1,3}(\\.\\d{1,3}){3}";
    /** Labels of letters, digits, hyphens and underscores; the last one is not a number (RFC 1123, section 2.1). */
    private static final String NAME =
            "(?=.{1,253}$)([\\w]([\\w-]{0,61}\\w)?\\.)*(?!\\d+\\.?$)[\\w]([\\w-]{0,61}\\w)?\\.?";

    /**
     * Reads a host and a port.
     *
     * @throws IllegalArgumentException if the text is not a host and a port
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static HostPort of(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 1 ? "" : text.substring(0, colon).replaceAll("^\\[|\\]$", "");
        String port = text.substring(colon + 1);
        if (host.isEmpty() || !port.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("'" + text + "' is not an address and a port, such as 10.11.1.2:7000");
        }
        Ports.require(Integer.parseInt(port));
        HostPort read = new HostPort(host, Integer.parseInt(port));
        if (read.isLiteral() ? !read.isAddress() : !host.matches(NAME)) {
            throw new IllegalArgumentException("'" + text + "': " + host + " is neither an IP address nor a host name");
        }
        return read;
    }

    /** True if the host is an address, which needs no lookup. */
    public boolean isLiteral() {
        return host.contains(":") || host.matches("[\\d.]+");
    }

    private boolean isAddress() {
        if (!host.contains(":")) {
            return host.matches(IPV4)
                    && Arrays.stream(host.split("\\.", -1)).allMatch(part -> Integer.parseInt(part) <= 255);
        }
        try {
            InetAddress.getByName(host);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Looks up the name. May block for seconds.
     *
     * @return all its addresses, at least one
     * @throws UnknownHostException if the name is unknown now
     */
    public List<InetSocketAddress> lookUp() throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    /**
     * The first of its addresses, for a socket of this machine. May block for seconds.
     *
     * @throws IllegalArgumentException if the name is unknown
     */
    public InetSocketAddress address() {
        try {
            return lookUp().get(0);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "the host name " + host + " is unknown: check its spelling, /etc/hosts and the name server", e);
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
