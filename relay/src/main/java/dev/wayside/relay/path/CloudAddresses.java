package dev.wayside.relay.path;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.history.Backoff;
import dev.wayside.relay.loop.RelayLoop;

/**
 * The addresses of a cloud relay's host name. Another thread looks them up every few minutes, and more often while
 * nothing answers there; dialers try them in turn.
 */
final class CloudAddresses {

    /** Chosen: an address that has moved is found within seconds, and a name server is not flooded. */
    private static final double FAILING_MILLIS = 5_000;
    /** Chosen: the usual time to live of a name that moves. */
    private static final double INTERVAL_MILLIS = 300_000;

    /** Chosen: a look-up costs a packet or two, and a carrier may return at any moment. */
    private static final double MIN_WAIT_MILLIS = 500;
    /** Chosen: an edge without a name server for long finds it within seconds of its return. */
    private static final double MAX_WAIT_MILLIS = 10_000;

    private final HostPort name;
    private final RelayLoop loop;
    private final Executor lookups;
    private final MissingPath missing;
    private final Backoff unknown;
    private List<InetSocketAddress> found = List.of();
    private int turn;
    private boolean isLookingUp;
    private boolean isFailing;
    private long lookedUpNanos;

    /** @param lookups runs look-ups, which block */
    CloudAddresses(HostPort name, RelayLoop loop, Executor lookups, MissingPath missing) {
        this.name = name;
        this.loop = loop;
        this.lookups = lookups;
        this.missing = missing;
        this.unknown = new Backoff(
                MIN_WAIT_MILLIS,
                MAX_WAIT_MILLIS,
                loop.now(),
                () -> ThreadLocalRandom.current().nextDouble());
        if (name.isLiteral()) {
            found = List.of(name.address());
        }
    }

    /** Looks the name up if it is time to. */
    void check(long nowNanos) {
        double ageMillis = (nowNanos - lookedUpNanos) / 1e6;
        boolean isDue = found.isEmpty()
                ? unknown.isOver(nowNanos)
                : ageMillis >= (isFailing ? FAILING_MILLIS : INTERVAL_MILLIS);
        if (!name.isLiteral() && !isLookingUp && isDue) {
            isLookingUp = true;
            lookedUpNanos = nowNanos;
            lookups.execute(this::lookUp);
        }
    }

    private void lookUp() {
        try {
            List<InetSocketAddress> addresses = name.lookUp();
            loop.later(now -> found(addresses));
        } catch (UnknownHostException e) {
            loop.later(this::notFound);
        }
    }

    private void found(List<InetSocketAddress> addresses) {
        isLookingUp = false;
        unknown.succeeded();
        Optional<InetSocketAddress> before = current();
        found = addresses;
        turn = Math.max(0, before.map(addresses::indexOf).orElse(0));
    }

    /** Keeps the addresses found before: a name server may be unreachable for a while. */
    private void notFound(long nowNanos) {
        isLookingUp = false;
        unknown.failed(nowNanos);
        if (found.isEmpty()) {
            missing.because("the host name " + name.host()
                    + " is not known yet: is a name server reached (/etc/resolv.conf), and the name right? It is looked up"
                    + " again every few seconds");
        }
    }

    /** The address to dial now; empty while the name is unknown. */
    Optional<InetSocketAddress> current() {
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(turn % found.size()));
    }

    /** Moves on to the next address, as no path could be opened. */
    void failed() {
        isFailing = true;
        turn++;
    }

    void worked() {
        isFailing = false;
    }
}
