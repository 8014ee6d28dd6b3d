package dev.wayside.datasets.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import dev.wayside.datasets.estimate.Target;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Quantity;

/**
 * Measurements of each cell, day by day, and their summary without one of the days: the baselines that know the cell
 * and nothing else. Filled by one thread; then read by any number.
 */
final class CellMeasurements {

    /** Chosen: wide enough that a bin has samples of several passes. */
    private static final double BIN_DB = 4;
    /** Chosen: bins from -160 dBm on hold every RSRP that can be stored. */
    private static final int MIN_DBM = -160;

    private static final int BINS = 40;

    private final Map<Place, List<DayValues>> values = new ConcurrentHashMap<>();
    private final Map<Asked, Summary> summaries = new ConcurrentHashMap<>();

    private record Place(CellKey cell, Quantity quantity) {}

    private record Asked(Place place, LocalDate without) {}

    private static final class DayValues {

        private final LocalDate day;
        private final float[] values;
        private final byte[] bins;

        DayValues(LocalDate day, float[] values, byte[] bins) {
            this.day = day;
            this.values = values;
            this.bins = bins;
        }
    }

    /** NaN where no other day has a value. */
    static final class Summary {

        private static final Summary NOTHING = new Summary(Double.NaN, Double.NaN, new double[0]);

        private final double mean;
        private final double median;
        private final double[] meansByRsrp;

        private Summary(double mean, double median, double[] meansByRsrp) {
            this.mean = mean;
            this.median = median;
            this.meansByRsrp = meansByRsrp;
        }

        double mean() {
            return mean;
        }

        double median() {
            return median;
        }

        double meanAt(double rsrpDbm) {
            return meansByRsrp.length == 0 ? Double.NaN : meansByRsrp[bin(rsrpDbm)];
        }
    }

    void add(Ride ride) {
        for (Quantity quantity : Target.QUANTITIES) {
            double[] measured = ride.values(quantity);
            if (measured != null) {
                stepsByCell(ride, measured)
                        .forEach((cell, steps) -> values.computeIfAbsent(
                                        new Place(cell, quantity), key -> new ArrayList<>())
                                .add(dayValues(ride, measured, steps)));
            }
        }
    }

    /** Of all days but one. */
    Summary without(LocalDate day, CellKey cell, Quantity quantity) {
        return summaries.computeIfAbsent(new Asked(new Place(cell, quantity), day), this::summarise);
    }

    private static Map<CellKey, List<Integer>> stepsByCell(Ride ride, double[] measured) {
        Map<CellKey, List<Integer>> steps = new ConcurrentHashMap<>();
        for (int i = 0; i < measured.length; i++) {
            CellKey cell = ride.cell(i);
            if (cell != null && !Double.isNaN(measured[i])) {
                steps.computeIfAbsent(cell, key -> new ArrayList<>()).add(i);
            }
        }
        return steps;
    }

    private static DayValues dayValues(Ride ride, double[] measured, List<Integer> steps) {
        float[] kept = new float[steps.size()];
        byte[] bins = new byte[steps.size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = (float) measured[steps.get(i)];
            bins[i] = (byte) bin(ride.rsrpDbm(steps.get(i)));
        }
        return new DayValues(ride.plan().day(), kept, bins);
    }

    private Summary summarise(Asked asked) {
        List<DayValues> others = values.getOrDefault(asked.place(), List.of()).stream()
                .filter(day -> !day.day.equals(asked.without()))
                .toList();
        double[] all = others.stream()
                .flatMapToDouble(day -> IntStream.range(0, day.values.length).mapToDouble(i -> day.values[i]))
                .sorted()
                .toArray();
        if (all.length == 0) {
            return Summary.NOTHING;
        }
        double median = (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
        return new Summary(Arrays.stream(all).average().orElseThrow(), median, meansByRsrp(others));
    }

    private static double[] meansByRsrp(List<DayValues> days) {
        double[] sums = new double[BINS];
        int[] counts = new int[BINS];
        for (DayValues day : days) {
            for (int i = 0; i < day.values.length; i++) {
                sums[day.bins[i]] += day.values[i];
                counts[day.bins[i]]++;
            }
        }
        // 0 / 0 is NaN, as wanted.
        Arrays.setAll(sums, bin -> sums[bin] / counts[bin]);
        return sums;
    }

    private static int bin(double rsrpDbm) {
        return Math.max(0, Math.min(BINS - 1, (int) ((rsrpDbm - MIN_DBM) / BIN_DB)));
    }
}
