package dev.wayside.relay.path;

import java.net.SocketAddress;

import dev.wayside.relay.loop.LogLimit;
import dev.wayside.relay.loop.RelayLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of refused connections, at most a line a second. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final RelayLoop loop;
    private final LogLimit lines = new LogLimit();

    Refusals(RelayLoop loop) {
        this.loop = loop;
    }

    void log(@Nullable SocketAddress who, @Nullable String why) {
        lines.admit(loop.now()).ifPresent(others -> LOG.warn("refused {}: {}{}", who, why, since(others)));
    }

    private static String since(long others) {
        return others == 0 ? "" : " (and " + others + " others since the last such line)";
    }
}
