package dev.wayside.relay.schedule;

import java.util.OptionalLong;

/**
 * What is to be sent next of a connection, as a scheduler sees it.
 *
 * @param remainingBytes what is waiting to be sent of its connection, this packet among it
 * @param flowRemainingBytes the same where it is known that nothing follows: the flow's tail; empty otherwise
 * @param isShort whether it is a message of its own that fits into one packet of the network
 * @param shortCopies how many copies on other carriers it may have for being short
 * @param worth F of the utility: 0 for ordinary data, larger the more its arrival is worth
 */
public record Packet(
        long remainingBytes, OptionalLong flowRemainingBytes, boolean isShort, int shortCopies, double worth) {

    /**
     * Copies of a short message of a stream. A message is lost only if three carriers fail at once; measured with
     * {@code lab messages}.
     */
    private static final int MESSAGE_COPIES = 2;

    /** A piece of a stream. */
    public Packet(long remainingBytes, OptionalLong flowRemainingBytes, boolean isShort, double worth) {
        this(remainingBytes, flowRemainingBytes, isShort, isShort ? MESSAGE_COPIES : 0, worth);
    }
}
