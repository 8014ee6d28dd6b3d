package dev.wayside.matcher.search;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.WindowId;
import org.jspecify.annotations.Nullable;

/** The reference for searches, as simple as possible: every window in integers, then sorted. */
final class BruteForce {

    record Found(WindowId window, long startEpochMillis, long squaredDistance) {

        static final Comparator<Found> ORDER = Comparator.comparingLong(Found::squaredDistance)
                .thenComparing(Comparator.comparingLong(Found::startEpochMillis).reversed())
                .thenComparing(Found::window);
    }

    private record Visit(TraceId trace, int number) {}

    private BruteForce() {}

    static List<Found> nearest(
            HardHistory history, short[] query, int k, Set<LocalDate> excludedDays, @Nullable VisitTime visitTime) {
        Map<Visit, Found> nearestOfVisit = new HashMap<>();
        for (VisitSignal stretch : history.stretches) {
            if (excludedDays.contains(stretch.key().day())) {
                continue;
            }
            Visit visit = new Visit(stretch.key().trace(), stretch.key().visitNumber());
            int stride = history.settings.windowStride();
            for (int offset = 0; offset + query.length <= stretch.rsrp().length(); offset += stride) {
                Found found = new Found(
                        stretch.key().window(offset),
                        stretch.startEpochMillis() + offset * 100L,
                        squaredDistance(stretch, offset, query)
                                + ofVisitTime(visitTime, stretch.key().firstSample() + offset, query.length));
                nearestOfVisit.merge(visit, found, (a, b) -> Found.ORDER.compare(a, b) <= 0 ? a : b);
            }
        }
        List<Found> all = new ArrayList<>(nearestOfVisit.values());
        all.sort(Found.ORDER);
        return all.subList(0, Math.min(k, all.size()));
    }

    private static long ofVisitTime(@Nullable VisitTime visitTime, int firstSample, int length) {
        if (visitTime == null) {
            return 0;
        }
        double difference =
                Math.abs(firstSample + length - visitTime.samplesInVisit()) * visitTime.sixteenthsPerSample();
        return Math.round(length * Math.pow(Math.min(difference, 3_200), 2));
    }

    private static long squaredDistance(VisitSignal stretch, int offset, short[] query) {
        long sum = 0;
        for (int i = 0; i < query.length; i++) {
            long difference = stretch.rsrp().sixteenths(offset + i) - query[i];
            sum += difference * difference;
        }
        return sum;
    }
}
