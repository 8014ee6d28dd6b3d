package dev.wayside.relay.schedule;

import java.util.OptionalLong;

/**
 * The next packet of a connection, as a scheduler sees it.
 *
 * @param remainingBytes bytes of its connection that wait, including this packet
 * @param flowRemainingBytes the same if nothing follows (the flow's tail); empty otherwise
 * @param isShort true for a message of its own that fits into one network packet
 * @param shortCopies max copies on other carriers for a short packet
 * @param worth F of the utility: 0 for ordinary data, larger the more its arrival is worth
 */
public record Packet(
        long remainingBytes, OptionalLong flowRemainingBytes, boolean isShort, int shortCopies, double worth) {

    /** Chosen: a message is late only if three carriers fail at once. Cost and gain: "Messages" in relay-figures.md. */
    private static final int MESSAGE_COPIES = 2;

    /** A piece of a stream. */
    public Packet(long remainingBytes, OptionalLong flowRemainingBytes, boolean isShort, double worth) {
        this(remainingBytes, flowRemainingBytes, isShort, isShort ? MESSAGE_COPIES : 0, worth);
    }
}
