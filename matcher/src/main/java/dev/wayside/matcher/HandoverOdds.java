package dev.wayside.matcher;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;

/**
 * Finds the first handover of a kind after a window, and counts how often there was one over a cell's history.
 *
 * <p>A handover lies in the look-ahead if it came from zero to one look-ahead past the window's last sample, both ends
 * included: its time is when the old cell was last heard, so at zero it is still to come.
 */
final class HandoverOdds {

    private final Predicate<Handover> kind;
    private final int windowSamples;
    private final int sampleIntervalMillis;
    private final int lookAheadMillis;
    private long windows;
    private long followedWindows;

    HandoverOdds(Predicate<Handover> kind, int windowSamples, StoreSettings settings) {
        this.kind = kind;
        this.windowSamples = windowSamples;
        this.sampleIntervalMillis = settings.sampleIntervalMillis();
        this.lookAheadMillis = settings.lookAheadMillis();
    }

    /** Adds one window to the history. */
    void count(VisitSignal stretch, int offset) {
        windows++;
        if (firstAfter(stretch, offset).isPresent()) {
            followedWindows++;
        }
    }

    /** Share of the windows counted that were followed by one; call it only once a window was counted. */
    double historyShare() {
        return followedWindows / (double) windows;
    }

    /** What came first after each match that was followed by one. */
    List<UpcomingHandover> after(List<Candidate> matches) {
        return matches.stream()
                .map(match -> firstAfter(match.stretch(), match.offset()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<UpcomingHandover> firstAfter(VisitSignal stretch, int offset) {
        long lastSampleEpochMillis = stretch.startEpochMillis() + (offset + windowSamples - 1L) * sampleIntervalMillis;
        for (Handover handover : stretch.handovers()) {
            long aheadMillis = handover.epochMillis() - lastSampleEpochMillis;
            if (aheadMillis >= 0 && aheadMillis <= lookAheadMillis && kind.test(handover)) {
                return Optional.of(new UpcomingHandover(aheadMillis, handover));
            }
        }
        return Optional.empty();
    }
}
