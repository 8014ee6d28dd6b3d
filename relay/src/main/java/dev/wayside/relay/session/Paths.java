package dev.wayside.relay.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.wayside.relay.schedule.LinkState;
import dev.wayside.relay.schedule.PathView;
import org.jspecify.annotations.Nullable;

/** The open paths of a session. */
final class Paths {

    private final CarrierForecasts forecasts;
    private final SessionTime time;
    private final Map<Integer, PathState> paths = new TreeMap<>();
    private final Collection<PathState> all = Collections.unmodifiableCollection(paths.values());
    private long emptyNanos;

    Paths(CarrierForecasts forecasts, SessionTime time) {
        this.forecasts = forecasts;
        this.time = time;
        this.emptyNanos = time.nowNanos();
    }

    void add(PathLink link) {
        paths.put(link.id(), new PathState(link, time.nowNanos()));
    }

    @Nullable
    PathState remove(PathLink link) {
        PathState removed = paths.remove(link.id());
        if (removed != null && paths.isEmpty()) {
            emptyNanos = time.nowNanos();
        }
        return removed;
    }

    @Nullable
    PathState get(int id) {
        return paths.get(id);
    }

    /** All paths by their numbers: a view. */
    Collection<PathState> all() {
        return all;
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    /** True if there has been no path for longer than this. */
    boolean areLostFor(double millis) {
        return paths.isEmpty() && (time.nowNanos() - emptyNanos) / 1e6 > millis;
    }

    /** True if a path is not failing. */
    boolean hasLive() {
        return paths.values().stream().anyMatch(path -> !path.isFailing());
    }

    /** Bandwidth of the fastest path, bit/s; 0 without paths. */
    double maxBandwidthBps() {
        return paths.values().stream()
                .mapToDouble(path -> path.estimate().bandwidthBps())
                .max()
                .orElse(0);
    }

    /** The paths as schedulers see them now. */
    List<PathView> views() {
        List<PathView> views = new ArrayList<>(paths.size());
        for (PathState path : paths.values()) {
            views.add(path.view(forecasts.outageInMillis(path.link().carrier()), time.nowNanos()));
        }
        return views;
    }

    /** The path that delivers soonest of at least one. */
    PathState soonest(Collection<PathState> among) {
        return among.stream()
                .min(Comparator.comparing(PathState::isFailing)
                        .thenComparingDouble(path -> isOutageWithinRoundTrip(path) ? 1 : 0)
                        .thenComparingDouble(path -> path.rttMillis() / 2
                                + path.outstandingBytes()
                                        * 8_000.0
                                        / path.estimate().bandwidthBps()))
                .orElseThrow();
    }

    private boolean isOutageWithinRoundTrip(PathState path) {
        return forecasts.outageInMillis(path.link().carrier()).orElse(1e9) < path.rttMillis();
    }

    /** Live paths over other carriers. */
    List<PathState> liveElsewhere(PathState than) {
        return paths.values().stream()
                .filter(path -> !path.isFailing()
                        && !path.link().carrier().equals(than.link().carrier()))
                .toList();
    }

    /** State of the carriers, as the policy sees it. */
    LinkState links() {
        Set<String> carriers = new TreeSet<>();
        Set<String> up = new TreeSet<>();
        for (PathState path : paths.values()) {
            carriers.add(path.link().carrier());
            if (!path.isFailing()) {
                up.add(path.link().carrier());
            }
        }
        return new LinkState(
                up.size(),
                carriers.stream().anyMatch(forecasts::isOutagePredicted),
                carriers.stream().anyMatch(forecasts::isAvailable));
    }

    List<PathStatus> status() {
        return paths.values().stream().map(path -> path.status(time.nowNanos())).toList();
    }
}
