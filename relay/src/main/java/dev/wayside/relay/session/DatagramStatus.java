package dev.wayside.relay.session;

/**
 * Counts of whole packets, as the status page shows them.
 *
 * @param flows known now
 * @param queuedBytes waiting for a path
 * @param sent handed to a path
 * @param dropped not sent, because they had waited too long or too much was waiting
 * @param received from the peer, each once
 * @param duplicates copies of what had arrived before
 * @param refused packets of the peer that were not delivered, because another edge has their flow
 */
public record DatagramStatus(
        int flows, long queuedBytes, long sent, long dropped, long received, long duplicates, long refused) {}
