package dev.wayside.relay.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A range of addresses that share a prefix, such as {@code 10.1.0.0/24}. A bare address is a range of one.
 *
 * @param address any address in it
 * @param prefixLength 0 to 32, or 128 for IPv6
 */
public record Subnet(InetAddress address, int prefixLength) {

    /**
     * Reads a subnet.
     *
     * @throws IllegalArgumentException if the text is not a subnet
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Subnet of(String text) {
        String[] parts = text.split("/", 2);
        if (!parts[0].toLowerCase(Locale.ROOT).matches("[0-9a-f:.]+")) {
            throw new IllegalArgumentException("'" + text + "' is not a subnet, such as 10.1.0.0/24");
        }
        try {
            InetAddress address = InetAddress.getByName(parts[0]);
            int bits = 8 * address.getAddress().length;
            int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            if (prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException("'" + text + "': the prefix must have 0 to " + bits + " bits");
            }
            return new Subnet(address, prefix);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a subnet, such as 10.1.0.0/24", e);
        }
    }

    /** True if it contains an address; addresses of the other family never match. */
    public boolean contains(InetAddress other) {
        byte[] one = address.getAddress();
        byte[] two = other.getAddress();
        if (one.length != two.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((one[bit / 8] & mask) != (two[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    @JsonValue
    public String toString() {
        return address.getHostAddress() + "/" + prefixLength;
    }
}
