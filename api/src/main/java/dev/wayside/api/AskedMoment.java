package dev.wayside.api;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.matcher.Observation;

/**
 * A moment of a recorded drive: what was known then, and what came of it.
 *
 * @param visit the visit it lies in
 * @param lastSample position of the newest sample known, within the visit's stretch
 * @param settings grid, window length and look-ahead
 */
record AskedMoment(Visit visit, int lastSample, StoreSettings settings) {

    /**
     * The moments of a drive, one every so often within each visit, each with at least {@code minSamples} behind it.
     *
     * @param everySamples from one moment to the next
     */
    static List<AskedMoment> of(List<Visit> visits, StoreSettings settings, int minSamples, int everySamples) {
        List<AskedMoment> moments = new ArrayList<>();
        for (Visit visit : visits) {
            int samples = visit.signal().rsrp().length();
            for (int last = minSamples - 1; last < samples; last += everySamples) {
                moments.add(new AskedMoment(visit, last, settings));
            }
        }
        return moments;
    }

    long epochMillis() {
        return visit.signal().startEpochMillis() + (long) lastSample * settings.sampleIntervalMillis();
    }

    /** The observation that a device would have sent, with its own day left out of the answer. */
    Observation observation(boolean ownDayToo) {
        VisitSignal signal = visit.signal();
        int from = Math.max(0, lastSample + 1 - settings.windowLength());
        return new Observation(
                signal.key().cell(), signal.rsrp().slice(from, lastSample + 1), ownDayToo ? Set.of() : ownDays());
    }

    /** The day of the moment; past midnight, that of the visit's beginning as well. */
    Set<LocalDate> ownDays() {
        Set<LocalDate> days = new TreeSet<>();
        days.add(settings.dayOf(epochMillis()));
        days.add(visit.signal().key().day());
        return days;
    }

    /** The mean of a quantity over the look-ahead, if it was measured. */
    OptionalDouble actualMean(Quantity quantity) {
        PerformanceSeries performance = visit.performance();
        int end = Math.min(performance.length(), lastSample + 1 + settings.lookAheadSamples());
        double sum = 0;
        int count = 0;
        for (int i = lastSample + 1; i < end; i++) {
            double value = performance.value(quantity, i);
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    /** The first handover within the look-ahead, if there was one. */
    Optional<Handover> actualHandover() {
        return handoversAhead().stream().findFirst();
    }

    /** The first failure or outage within the look-ahead, if there was one. */
    Optional<Handover> actualDisruption() {
        return handoversAhead().stream()
                .filter(handover -> handover.kind().isDisruptive())
                .findFirst();
    }

    private List<Handover> handoversAhead() {
        long now = epochMillis();
        return visit.signal().handovers().stream()
                .filter(handover ->
                        handover.epochMillis() >= now && handover.epochMillis() <= now + settings.lookAheadMillis())
                .toList();
    }
}
