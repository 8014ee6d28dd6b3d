package dev.wayside.relay.session;

import java.nio.ByteBuffer;

/** A receiver of the peer's whole packets, each once, in no certain order. */
@FunctionalInterface
public interface DatagramReceiver {

    /** Accepts one packet, as the peer sent it. */
    void deliver(ByteBuffer packet);
}
