package dev.wayside.datasets.evaluation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.wayside.datasets.estimate.EventKind;
import dev.wayside.datasets.estimate.Target;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import org.jspecify.annotations.Nullable;

/** One ride on the store's grid, from its first sample to its last: its visits side by side, with gaps in between. */
final class Ride {

    /** No value, in the unit of {@link #rsrpSixteenths}. */
    private static final short NO_SIGNAL = Short.MIN_VALUE;

    /** The quantities that the evaluation reads; others of the store would only take memory. */
    private static final Set<Quantity> QUANTITIES = quantities();

    private final RidePlan plan;
    private final long startEpochMillis;
    private final int stepMillis;
    private final @Nullable CellKey[] cells;
    private final int[] visitStarts;
    private final short[] rsrpSixteenths;
    private final Map<Quantity, double[]> measured = new EnumMap<>(Quantity.class);
    private final List<Handover> handovers;

    private Ride(RidePlan plan, int stepMillis) {
        this.plan = plan;
        this.stepMillis = stepMillis;
        this.startEpochMillis = plan.stretches().get(0).startEpochMillis();
        int length = plan.stretches().stream()
                .mapToInt(stretch ->
                        stepOf(stretch.startEpochMillis()) + stretch.rsrp().length())
                .max()
                .orElseThrow();
        this.cells = new CellKey[length];
        this.visitStarts = new int[length];
        this.rsrpSixteenths = new short[length];
        Arrays.fill(rsrpSixteenths, NO_SIGNAL);
        TreeSet<Handover> seen = new TreeSet<>();
        plan.stretches().forEach(stretch -> seen.addAll(stretch.handovers()));
        this.handovers = List.copyOf(seen);
    }

    static Ride read(RidePlan plan, HistoryStore store) {
        Ride ride = new Ride(plan, store.settings().sampleIntervalMillis());
        Map<VisitKey, PerformanceSeries> performance = store.performance(
                plan.stretches().stream().map(VisitSignal::key).toList());
        for (VisitSignal stretch : plan.stretches()) {
            int from = ride.stepOf(stretch.startEpochMillis());
            ride.placeSignal(stretch, from);
            PerformanceSeries series = performance.get(stretch.key());
            if (series != null) {
                ride.placePerformance(series, from);
            }
        }
        return ride;
    }

    private void placeSignal(VisitSignal stretch, int from) {
        int visitStart = Math.max(0, from - stretch.key().firstSample());
        for (int i = 0; i < stretch.rsrp().length(); i++) {
            cells[from + i] = stretch.key().cell();
            visitStarts[from + i] = visitStart;
            rsrpSixteenths[from + i] = (short) stretch.rsrp().sixteenths(i);
        }
    }

    private static Set<Quantity> quantities() {
        Set<Quantity> quantities = EnumSet.copyOf(Target.QUANTITIES);
        quantities.addAll(List.of(Quantity.LATITUDE_DEGREES, Quantity.LONGITUDE_DEGREES, Quantity.NEIGHBOUR_RSRP_DBM));
        return quantities;
    }

    private void placePerformance(PerformanceSeries series, int from) {
        for (Quantity quantity : series.quantities()) {
            if (!QUANTITIES.contains(quantity)) {
                continue;
            }
            double[] values = measured.computeIfAbsent(quantity, key -> unmeasured());
            for (int i = 0; i < series.length() && from + i < length(); i++) {
                double value = series.value(quantity, i);
                if (!Double.isNaN(value)) {
                    values[from + i] = value;
                }
            }
        }
    }

    private double[] unmeasured() {
        double[] values = new double[length()];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private int stepOf(long epochMillis) {
        return Math.toIntExact((epochMillis - startEpochMillis) / stepMillis);
    }

    RidePlan plan() {
        return plan;
    }

    int length() {
        return cells.length;
    }

    int stepMillis() {
        return stepMillis;
    }

    long epochMillis(int step) {
        return startEpochMillis + (long) step * stepMillis;
    }

    /** The serving cell, null between visits. */
    @Nullable
    CellKey cell(int step) {
        return cells[step];
    }

    /** Number of samples of the current visit up to and including this step; 0 between visits. */
    int samplesInVisit(int step) {
        return cells[step] == null ? 0 : step - visitStarts[step] + 1;
    }

    /** RSRP in dBm, NaN between visits. */
    double rsrpDbm(int step) {
        return rsrpSixteenths[step] == NO_SIGNAL ? Double.NaN : rsrpSixteenths[step] / (double) RsrpSeries.STEPS_PER_DB;
    }

    /** The newest samples of the current visit, at most {@code most}. */
    RsrpSeries newest(int step, int most) {
        int count = Math.min(most, samplesInVisit(step));
        return RsrpSeries.ofSixteenths(Arrays.copyOfRange(rsrpSixteenths, step + 1 - count, step + 1), count);
    }

    /** The values of a quantity, NaN where it was not measured; null if it never was. Not to be written to. */
    double @Nullable [] values(Quantity quantity) {
        return measured.get(quantity);
    }

    /** One value, NaN where it was not measured. */
    double value(Quantity quantity, int step) {
        double[] values = measured.get(quantity);
        return values == null ? Double.NaN : values[step];
    }

    /**
     * True if an event starts within the time ahead.
     *
     * @return null if the ride ends before and there was none: unknown
     */
    @Nullable
    Boolean startsWithin(int step, int aheadMillis, EventKind kind) {
        long now = epochMillis(step);
        boolean comes = handovers.stream()
                .anyMatch(handover -> handover.epochMillis() >= now
                        && handover.epochMillis() <= now + aheadMillis
                        && kind.includes(handover.kind()));
        if (comes) {
            return true;
        }
        return step + aheadMillis / stepMillis < length() ? Boolean.FALSE : null;
    }
}
