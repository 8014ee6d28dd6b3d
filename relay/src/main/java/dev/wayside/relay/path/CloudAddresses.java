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
 * The addresses of a cloud relay's host name. They are looked up on another thread, again while nothing answers at
 * them, and every few minutes; then they are tried in turn.
 */
final class CloudAddresses {

    /** Chosen: an address that has moved is found within seconds, and a name server is not flooded. */
    private static final double FAILING_MILLIS = 5_000;
    /** Chosen, as the usual time to live of a name that moves. */
    private static final double INTERVAL_MILLIS = 300_000;

    private static final double MIN_WAIT_MILLIS = 500;
    private static final double MAX_WAIT_MILLIS = 10_000;

    private final HostPort name;
    private final RelayLoop loop;
    private final Executor lookups;
    private final MissingPath missing;
    private final Backoff unknown;
    private List<InetSocketAddress> found = List.of();
    private int turn;
    private boolean isAsking;
    private boolean isFailing;
    private long askedNanos;

    /** @param lookups runs what blocks */
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
        double ageMillis = (nowNanos - askedNanos) / 1e6;
        boolean isDue = found.isEmpty()
                ? unknown.isOver(nowNanos)
                : ageMillis >= (isFailing ? FAILING_MILLIS : INTERVAL_MILLIS);
        if (!name.isLiteral() && !isAsking && isDue) {
            isAsking = true;
            askedNanos = nowNanos;
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
        isAsking = false;
        unknown.succeeded();
        Optional<InetSocketAddress> before = current();
        found = addresses;
        turn = Math.max(0, before.map(addresses::indexOf).orElse(0));
    }

    /** What was found before holds on: a name server may be gone for a while. */
    private void notFound(long nowNanos) {
        isAsking = false;
        unknown.failed(nowNanos);
        if (found.isEmpty()) {
            missing.because("the host name " + name.host()
                    + " is not known yet: is a name server reached (/etc/resolv.conf), and the name right? It is looked up"
                    + " again every few seconds");
        }
    }

    /** The one to dial now; nothing while the name is not known. */
    Optional<InetSocketAddress> current() {
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(turn % found.size()));
    }

    /** No path could be opened: the next one's turn. */
    void failed() {
        isFailing = true;
        turn++;
    }

    void worked() {
        isFailing = false;
    }
}
