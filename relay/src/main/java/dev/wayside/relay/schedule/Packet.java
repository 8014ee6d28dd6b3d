package dev.wayside.relay.schedule;

import java.util.OptionalLong;

/**
 * What is to be sent next of a connection, as a scheduler sees it.
 *
 * @param remainingBytes what is waiting to be sent of its connection, this packet among it
 * @param flowRemainingBytes the same where it is known that nothing follows: the flow's tail; empty otherwise
 * @param isShort whether it is a message of its own that fits into one packet of the network
 * @param worth F of the utility: 0 for ordinary data, larger the more its arrival is worth
 */
public record Packet(long remainingBytes, OptionalLong flowRemainingBytes, boolean isShort, double worth) {}
