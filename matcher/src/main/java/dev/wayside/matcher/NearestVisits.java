package dev.wayside.matcher;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

import dev.wayside.kvstore.VisitSignal;
import org.jspecify.annotations.Nullable;

/**
 * The nearest window of each of the K nearest visits among all windows offered. Windows of one visit must be offered
 * one after the other, which is the order a store streams them in.
 */
final class NearestVisits {

    private final Query query;
    private final int sampleIntervalMillis;
    private final int k;
    private final PriorityQueue<Candidate> farthestFirst = new PriorityQueue<>(Candidate.NEAREST_FIRST.reversed());
    private @Nullable Candidate nearestOfVisit;

    NearestVisits(Query query, int sampleIntervalMillis, int k) {
        this.query = query;
        this.sampleIntervalMillis = sampleIntervalMillis;
        this.k = k;
    }

    void offer(VisitSignal stretch, int offset) {
        Candidate rival = nearestOfVisit;
        if (rival != null && !WindowWalk.isSameVisit(rival.stretch().key(), stretch.key())) {
            keepNearestOfVisit();
            rival = null;
        }
        long limit = Math.min(farthestKept(), rival == null ? Long.MAX_VALUE : rival.squaredDistance());
        long squaredDistance = query.squaredDistance(stretch.rsrp(), offset, limit);
        if (squaredDistance <= limit) {
            Candidate candidate = new Candidate(stretch, offset, timeOf(stretch, offset), squaredDistance);
            nearestOfVisit = rival == null ? candidate : nearer(rival, candidate);
        }
    }

    /** Nearest first; call it once, after the last window. */
    List<Candidate> toList() {
        keepNearestOfVisit();
        List<Candidate> nearest = new ArrayList<>(farthestFirst);
        nearest.sort(Candidate.NEAREST_FIRST);
        return nearest;
    }

    private void keepNearestOfVisit() {
        if (nearestOfVisit != null) {
            farthestFirst.add(nearestOfVisit);
            nearestOfVisit = null;
        }
        if (farthestFirst.size() > k) {
            farthestFirst.remove();
        }
    }

    private long farthestKept() {
        Candidate farthest = farthestFirst.size() < k ? null : farthestFirst.peek();
        return farthest == null ? Long.MAX_VALUE : farthest.squaredDistance();
    }

    private long timeOf(VisitSignal stretch, int offset) {
        return stretch.startEpochMillis() + (long) offset * sampleIntervalMillis;
    }

    private static Candidate nearer(Candidate a, Candidate b) {
        return Candidate.NEAREST_FIRST.compare(a, b) <= 0 ? a : b;
    }
}
