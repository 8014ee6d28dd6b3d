package dev.wayside.relay.net;

import java.net.SocketAddress;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator who was refused, a line a second at most: a flood of strangers is not to flood the log too. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final long SILENCE_NANOS = 1_000_000_000L;

    private final RelayLoop loop;
    private long toldNanos;
    private long untold;

    Refusals(RelayLoop loop) {
        this.loop = loop;
        this.toldNanos = loop.now() - SILENCE_NANOS;
    }

    void tell(@Nullable SocketAddress who, @Nullable String why) {
        long now = loop.now();
        if (now - toldNanos < SILENCE_NANOS) {
            untold++;
            return;
        }
        String others = untold == 0 ? "" : " (and " + untold + " others since the last such line)";
        LOG.warn("refused {}: {}{}", who, why, others);
        toldNanos = now;
        untold = 0;
    }
}
