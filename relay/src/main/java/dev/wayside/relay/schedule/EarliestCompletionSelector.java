package dev.wayside.relay.schedule;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Earliest completion first (ECF; Lim et al., CoNEXT 2017, doi:10.1145/3143361.3143376): a slower path is used only if
 * waiting for the fastest would finish later.
 */
final class EarliestCompletionSelector implements SoftSelector {

    /** Beta of the paper: once waiting, a quarter longer is accepted, which prevents flapping. */
    private static final double HYSTERESIS = 0.25;

    private boolean waiting;

    @Override
    public List<PathView> select(List<PathView> paths, Packet packet) {
        Comparator<PathView> byRtt =
                Comparator.comparingDouble(PathView::rttMillis).thenComparingInt(PathView::id);
        PathView fastest = paths.stream().min(byRtt).orElseThrow();
        if (fastest.hasRoom()) {
            waiting = false;
            return List.of(fastest);
        }
        Optional<PathView> second = paths.stream().filter(PathView::hasRoom).min(byRtt);
        waiting = second.isPresent() && isWorthWaiting(fastest, second.get(), packet.remainingBytes());
        return waiting ? List.of() : second.map(List::of).orElse(List.of());
    }

    private boolean isWorthWaiting(PathView fastest, PathView second, long remainingBytes) {
        double margin = Math.max(fastest.rttVarMillis(), second.rttVarMillis());
        double rounds = 1 + remainingBytes / fastest.bdpBytes();
        double tolerance = waiting ? 1 + HYSTERESIS : 1;
        return rounds * fastest.rttMillis() < tolerance * (second.rttMillis() + margin)
                && Math.max(1, remainingBytes / second.bdpBytes()) * second.rttMillis()
                        >= 2 * fastest.rttMillis() + margin;
    }
}
