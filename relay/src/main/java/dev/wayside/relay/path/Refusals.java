package dev.wayside.relay.path;

import java.net.SocketAddress;

import dev.wayside.relay.loop.LogLimit;
import dev.wayside.relay.loop.RelayLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator who was refused, a line a second at most: a flood of strangers is not to flood the log too. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final RelayLoop loop;
    private final LogLimit lines = new LogLimit();

    Refusals(RelayLoop loop) {
        this.loop = loop;
    }

    void tell(@Nullable SocketAddress who, @Nullable String why) {
        lines.admit(loop.now()).ifPresent(others -> LOG.warn("refused {}: {}{}", who, why, since(others)));
    }

    private static String since(long others) {
        return others == 0 ? "" : " (and " + others + " others since the last such line)";
    }
}
