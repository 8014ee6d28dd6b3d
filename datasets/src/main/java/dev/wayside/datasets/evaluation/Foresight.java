package dev.wayside.datasets.evaluation;

import java.util.function.IntPredicate;

import dev.wayside.matcher.Forecast;
import dev.wayside.matcher.ForecastSeries;
import dev.wayside.matcher.HandoverRisk;
import dev.wayside.matcher.Prediction;
import org.jspecify.annotations.Nullable;

/** What a prediction says of one quantity over one horizon. NaN where it says nothing. */
final class Foresight {

    private final @Nullable Forecast forecast;
    private final int horizonMillis;
    private final double leaveMillis;
    private final double staying;

    Foresight(Prediction prediction, Target target) {
        this.forecast = prediction.performance().get(target.quantity());
        this.horizonMillis = target.horizon().millis();
        this.leaveMillis = prediction
                .handover()
                .flatMap(risk -> risk.medianTimeToEventMillis().stream().boxed().findFirst())
                .orElse(Double.POSITIVE_INFINITY);
        this.staying = prediction.handover().map(this::staying).orElse(Double.NaN);
    }

    /** Mean over the horizon. */
    double mean() {
        return meanWhere(ahead -> true);
    }

    /** Variance over the matches, of the whole look-ahead. */
    double variance() {
        return forecast == null ? Double.NaN : forecast.variance().orElse(Double.NaN);
    }

    /** Share of the horizon that is expected to pass before the cell is left, 0 to 1. */
    double staying() {
        return staying;
    }

    /** Mean before the matches' handover; that of the horizon if none of it lies before. */
    double meanBefore() {
        double before = meanWhere(ahead -> ahead <= leaveMillis);
        return Double.isNaN(before) ? mean() : before;
    }

    /** Mean from the matches' handover on; that of the horizon if none of it lies after. */
    double meanAfter() {
        double after = meanWhere(ahead -> ahead > leaveMillis);
        return Double.isNaN(after) ? mean() : after;
    }

    private double staying(HandoverRisk risk) {
        double left = Math.max(0, 1 - leaveMillis / horizonMillis);
        return 1 - risk.share() * left;
    }

    private double meanWhere(IntPredicate aheadMillis) {
        if (forecast == null) {
            return Double.NaN;
        }
        ForecastSeries series = forecast.series();
        return series.measuredSteps()
                .filter(step -> series.aheadMillis(step) <= horizonMillis)
                .filter(step -> aheadMillis.test(series.aheadMillis(step)))
                .mapToDouble(series::value)
                .average()
                .orElse(Double.NaN);
    }
}
