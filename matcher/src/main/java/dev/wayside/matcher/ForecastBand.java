package dev.wayside.matcher;

import java.util.Arrays;
import java.util.List;

/**
 * The spread of the matches around a forecast, step by step: weighted quantiles over the matches that measured the
 * quantity at a step. Immutable.
 *
 * <p>Step i is that of {@link ForecastSeries}.
 */
public final class ForecastBand {

    /** Chosen: the band holds four of five matches. */
    private static final double LOW = 0.1;

    private static final double HIGH = 0.9;

    private final double[] p10;
    private final double[] p90;

    private ForecastBand(double[] p10, double[] p90) {
        this.p10 = p10;
        this.p90 = p90;
    }

    /** A band over at least one pass. */
    static ForecastBand of(List<PastPass> passes) {
        int steps = passes.get(0).samplesAhead();
        double[] p10 = new double[steps];
        double[] p90 = new double[steps];
        WeightedSample values = new WeightedSample();
        for (int step = 0; step < steps; step++) {
            values.clear();
            for (PastPass pass : passes) {
                if (!Double.isNaN(pass.ahead(step))) {
                    values.add(pass.ahead(step), pass.weight());
                }
            }
            p10[step] = values.quantile(LOW);
            p90[step] = values.quantile(HIGH);
        }
        return new ForecastBand(p10, p90);
    }

    /** Weighted 10th percentile at a step, in the quantity's unit; NaN if it was not measured. */
    public double p10(int step) {
        return p10[step];
    }

    /** Weighted 90th percentile at a step, in the quantity's unit; NaN if it was not measured. */
    public double p90(int step) {
        return p90[step];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ForecastBand band && Arrays.equals(p10, band.p10) && Arrays.equals(p90, band.p90);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(p10);
    }
}
