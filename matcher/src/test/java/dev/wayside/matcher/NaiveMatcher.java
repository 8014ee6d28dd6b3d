package dev.wayside.matcher;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.WindowId;

/** The reference for predictions, as simple as possible: measures every window of whole visits and sorts them all. */
final class NaiveMatcher {

    private final StoreSettings store;
    private final MatchSettings settings;
    private final double[] query;
    private final List<Window> all = new ArrayList<>();

    NaiveMatcher(
            StoreSettings store,
            MatchSettings settings,
            List<PastVisit> visits,
            double[] samples,
            Set<LocalDate> excludedDays) {
        this.store = store;
        this.settings = settings;
        int length = Math.min(samples.length, store.windowLength());
        this.query = Arrays.copyOfRange(samples, samples.length - length, samples.length);
        for (PastVisit visit : visits) {
            if (!excludedDays.contains(visit.day(store))) {
                for (int offset = 0; offset + length <= visit.dbm.length; offset += store.windowStride()) {
                    all.add(new Window(visit, offset));
                }
            }
        }
        all.sort(Comparator.comparingDouble(Window::squares)
                .thenComparing(Comparator.comparingLong(Window::start).reversed())
                .thenComparing(Window::id));
    }

    /** The windows in the order of the answer. */
    List<Window> matches() {
        Set<PastVisit> seen = new TreeSet<>(Comparator.<PastVisit, Long>comparing(visit -> visit.trace.hash())
                .thenComparing(v -> v.visitNumber));
        List<Window> nearest = new ArrayList<>();
        for (Window window : all) {
            if (nearest.size() < settings.k() && seen.add(window.visit)) {
                nearest.add(window);
            }
        }
        return nearest;
    }

    long matchesUnderThreshold() {
        return matches().stream()
                .filter(window -> window.rms() <= settings.thresholdDb())
                .count();
    }

    double weight(Window match) {
        double total = 0;
        for (Window other : matches()) {
            total += relativeWeight(other);
        }
        return relativeWeight(match) / total;
    }

    private double relativeWeight(Window match) {
        double nearest = matches().get(0).squares();
        return Math.exp(
                -(match.squares() - nearest) / (2 * query.length * settings.thresholdDb() * settings.thresholdDb()));
    }

    /** Weighted mean of a step over the matches; NaN if none measured it. */
    double step(Quantity quantity, int step) {
        double sum = 0;
        double weights = 0;
        for (Window match : matches()) {
            double value = match.ahead(quantity, step);
            if (!Double.isNaN(value)) {
                sum += weight(match) * value;
                weights += weight(match);
            }
        }
        return sum / weights;
    }

    /** Weighted mean of the matches' means; NaN if none measured it. */
    double mean(Quantity quantity) {
        double sum = 0;
        double weights = 0;
        for (Window match : matches()) {
            double mean = match.meanAhead(quantity);
            if (!Double.isNaN(mean)) {
                sum += weight(match) * mean;
                weights += weight(match);
            }
        }
        return sum / weights;
    }

    /** The textbook's unbiased variance for reliability weights. */
    double variance(Quantity quantity) {
        double weights = 0;
        for (Window match : matches()) {
            weights += Double.isNaN(match.meanAhead(quantity)) ? 0 : weight(match);
        }
        double squares = 0;
        double weightSquares = 0;
        for (Window match : matches()) {
            double value = match.meanAhead(quantity);
            if (!Double.isNaN(value)) {
                double weight = weight(match) / weights;
                squares += weight * Math.pow(value - mean(quantity), 2);
                weightSquares += weight * weight;
            }
        }
        return squares / (1 - weightSquares);
    }

    long matchesThatMeasured(Quantity quantity) {
        return matches().stream()
                .filter(match -> !Double.isNaN(match.meanAhead(quantity)))
                .count();
    }

    double share(List<Window> windows, boolean disruptiveOnly) {
        double followed = 0;
        for (Window window : windows) {
            followed += window.next(disruptiveOnly).isEmpty() ? 0 : 1;
        }
        return followed / windows.size();
    }

    double historyShare(boolean disruptiveOnly) {
        return share(all, disruptiveOnly);
    }

    /** Middle of the times to the first event, or mean of the middle two; NaN without any. */
    double medianAheadMillis(boolean disruptiveOnly) {
        List<Long> times = new ArrayList<>();
        for (Window match : matches()) {
            match.next(disruptiveOnly).stream().limit(1).forEach(next -> times.add(next.epochMillis() - match.end()));
        }
        times.sort(null);
        int count = times.size();
        return count == 0 ? Double.NaN : (times.get((count - 1) / 2) + times.get(count / 2)) / 2.0;
    }

    double meanDisconnectionMillis() {
        return matches().stream()
                .flatMap(match -> match.next(true).stream().limit(1))
                .mapToInt(Handover::disconnectionMillis)
                .average()
                .orElse(Double.NaN);
    }

    /** Targets of the first handovers, with how often each was entered. */
    Map<String, Integer> targets() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Window match : matches()) {
            match.next(false).stream().limit(1).forEach(next -> counts.merge(next.targetCellId(), 1, Integer::sum));
        }
        return counts;
    }

    /** A window of a visit. */
    final class Window {

        private final PastVisit visit;
        private final int offset;

        private Window(PastVisit visit, int offset) {
            this.visit = visit;
            this.offset = offset;
        }

        WindowId id() {
            return visit.window(offset);
        }

        long start() {
            return visit.startEpochMillis + (long) offset * store.sampleIntervalMillis();
        }

        /** Time of the last sample. */
        long end() {
            return start() + (query.length - 1L) * store.sampleIntervalMillis();
        }

        double squares() {
            double sum = 0;
            for (int i = 0; i < query.length; i++) {
                sum += Math.pow(query[i] - visit.dbm[offset + i], 2);
            }
            return sum;
        }

        double rms() {
            return Math.sqrt(squares() / query.length);
        }

        double ahead(Quantity quantity, int step) {
            double[] values = visit.performance.getOrDefault(quantity, new double[0]);
            int sample = offset + query.length + step;
            return sample < values.length ? values[sample] : Double.NaN;
        }

        double meanAhead(Quantity quantity) {
            double sum = 0;
            int count = 0;
            for (int step = 0; step < store.lookAheadSamples(); step++) {
                double value = ahead(quantity, step);
                if (!Double.isNaN(value)) {
                    sum += value;
                    count++;
                }
            }
            return sum / count;
        }

        /** Time to the first event, if there is one. */
        List<Long> aheadMillis(boolean disruptiveOnly) {
            return next(disruptiveOnly).stream()
                    .limit(1)
                    .map(next -> next.epochMillis() - end())
                    .toList();
        }

        List<Handover> next(boolean disruptiveOnly) {
            return visit.handovers.stream()
                    .filter(handover -> handover.epochMillis() >= end())
                    .filter(handover -> handover.epochMillis() <= end() + store.lookAheadMillis())
                    .filter(handover -> !disruptiveOnly || handover.kind().isDisruptive())
                    .sorted()
                    .toList();
        }
    }
}
