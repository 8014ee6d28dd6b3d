package dev.wayside.kvstore;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * The key of one stored stretch of a visit: its cell, its day, and its place in its trace.
 *
 * <p>A visit is usually one stretch. A long one (a parked vehicle) is stored as several, so that no value grows without
 * bound; they share {@code visitNumber} and differ in {@code firstSample}. Keys order by cell, day, trace, visit and
 * first sample: the order in which a store streams a cell.
 *
 * @param cell the cell visited
 * @param day local date of the visit's first sample, in the store's time zone
 * @param trace the trace the visit is part of
 * @param visitNumber position among the visits of the trace, from 0
 * @param firstSample position of the stretch's first sample within the whole visit, from 0; a multiple of the stride
 */
public record VisitKey(CellKey cell, LocalDate day, TraceId trace, int visitNumber, int firstSample)
        implements Comparable<VisitKey> {

    private static final Comparator<VisitKey> STORAGE_ORDER = Comparator.comparing(VisitKey::cell)
            .thenComparing(VisitKey::day)
            .thenComparing(VisitKey::trace)
            .thenComparingInt(VisitKey::visitNumber)
            .thenComparingInt(VisitKey::firstSample);

    /** @throws IllegalArgumentException if a number is negative */
    public VisitKey {
        if (visitNumber < 0 || firstSample < 0) {
            throw new IllegalArgumentException("visit number and first sample count from 0");
        }
    }

    /** The window that starts {@code offset} samples into this stretch. */
    public WindowId window(int offset) {
        return new WindowId(trace, visitNumber, firstSample + offset);
    }

    @Override
    public int compareTo(VisitKey other) {
        return STORAGE_ORDER.compare(this, other);
    }
}
