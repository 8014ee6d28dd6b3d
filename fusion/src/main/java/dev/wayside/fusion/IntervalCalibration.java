package dev.wayside.fusion;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Intervals that cover the truth as often as they say, for the estimates of one rule. Immutable.
 *
 * <p>Split conformal prediction (Papadopoulos et al. 2002, doi:10.1007/3-540-36755-1_29): of n residuals on days the
 * rule had not learned from, in order, the r-th smallest with r = floor((n + 1) a/2) and r = ceil((n + 1) (1 - a/2))
 * bound a new one with probability of at least 1 - a, whatever their distribution, if days are alike. Both tails are
 * bounded separately, which corrects a bias: the estimate itself may lie outside. Residuals are taken in the domain,
 * divided by the rule's standard deviation if it states one for that domain, and in separate bands of confidence if
 * there are enough outcomes (at least {@value #MIN_ROWS} a band).
 *
 * @param domain domain of the residuals
 * @param stated bands for estimates with a variance in that domain, in units of its root; none if too few had one
 * @param plain bands for all other estimates, in the domain's unit
 */
public record IntervalCalibration(Domain domain, List<ResidualBand> stated, List<ResidualBand> plain) {

    /** Minimum estimates to learn from. Chosen: 39 is the minimum for 95 %. */
    public static final int MIN_ROWS = 100;

    /** The probabilities of the intervals. Chosen: the middle, the usual case, and nearly all. */
    public static final List<Double> COVERAGES = List.of(0.5, 0.8, 0.95);

    /**
     * An estimate on a day that the rule had not learned from, and the truth.
     *
     * @param estimate empty ones are skipped
     * @param truth in the quantity's unit
     */
    public record Row(FusedEstimate estimate, double truth) {

        /** @throws IllegalArgumentException if the truth is NaN, infinite or above 1e100 */
        public Row {
            Limits.requireValue("truth", truth);
        }
    }

    /** Copies the lists. */
    public IntervalCalibration {
        stated = List.copyOf(stated);
        plain = List.copyOf(plain);
    }

    /**
     * Learns from the rows with an estimate.
     *
     * @param domain domain of the residuals; logarithmic ones give intervals of a factor
     * @return empty if these are fewer than {@value #MIN_ROWS}
     * @throws IllegalArgumentException if a value is negative and the domain logarithmic
     */
    public static Optional<IntervalCalibration> learn(Domain domain, List<Row> rows) {
        List<ResidualBand.Residual> plain = rows.stream()
                .flatMap(row -> residual(domain, row, OptionalDouble.of(1)).stream())
                .toList();
        List<ResidualBand.Residual> stated = rows.stream()
                .flatMap(row -> residual(domain, row, deviation(domain, row.estimate())).stream())
                .toList();
        return plain.size() < MIN_ROWS
                ? Optional.empty()
                : Optional.of(new IntervalCalibration(
                        domain,
                        stated.size() < MIN_ROWS ? List.of() : ResidualBand.cut(stated),
                        ResidualBand.cut(plain)));
    }

    /**
     * The interval around an estimate of the same rule.
     *
     * @param coverage one of {@link #COVERAGES}
     * @return empty if the estimate is
     * @throws IllegalArgumentException if the coverage is another one
     */
    public Optional<Interval> interval(FusedEstimate estimate, double coverage) {
        if (!COVERAGES.contains(coverage)) {
            throw new IllegalArgumentException("the coverage must be one of " + COVERAGES + ", not " + coverage);
        }
        if (estimate.value().isEmpty()) {
            return Optional.empty();
        }
        OptionalDouble deviation = stated.isEmpty() ? OptionalDouble.empty() : deviation(domain, estimate);
        ConformalBounds bounds = ResidualBand.of(deviation.isPresent() ? stated : plain, estimate.confidence())
                .bounds(coverage);
        double place = domain.enter(estimate.value().getAsDouble());
        double scale = deviation.orElse(1);
        return Optional.of(new Interval(
                coverage,
                domain.leaveDownwards(place + scale * bounds.lower()),
                domain.leave(place + scale * bounds.upper())));
    }

    private static Optional<ResidualBand.Residual> residual(Domain domain, Row row, OptionalDouble deviation) {
        OptionalDouble value = row.estimate().value();
        if (value.isEmpty() || deviation.isEmpty()) {
            return Optional.empty();
        }
        double residual = domain.enter(row.truth()) - domain.enter(value.getAsDouble());
        return Optional.of(new ResidualBand.Residual(row.estimate().confidence(), residual / deviation.getAsDouble()));
    }

    /** The stated deviation; empty if the estimate states none that fits the residuals of this domain. */
    private static OptionalDouble deviation(Domain domain, FusedEstimate estimate) {
        boolean fits = estimate.domain().equals(domain) && estimate.variance().orElse(0) > 0;
        return fits ? OptionalDouble.of(Math.sqrt(estimate.variance().orElseThrow())) : OptionalDouble.empty();
    }
}
