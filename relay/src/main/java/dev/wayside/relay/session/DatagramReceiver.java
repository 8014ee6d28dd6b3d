package dev.wayside.relay.session;

import java.nio.ByteBuffer;

/** Takes the whole packets that arrive from the peer, each once, in no certain order. */
@FunctionalInterface
public interface DatagramReceiver {

    /** One packet, as the peer handed it in. */
    void deliver(ByteBuffer packet);
}
