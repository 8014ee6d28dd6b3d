package dev.wayside.datasets.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import dev.wayside.datasets.estimate.Target;
import dev.wayside.kvstore.Quantity;
import org.jspecify.annotations.Nullable;

/** The plots of the first quantity that is scored, at its longest horizon. */
final class RouteChoice {

    /** Chosen: as many points as a plot shows. */
    private static final int MAX_PLACES = 4_000;

    private final List<RidePlan> plans;
    private @Nullable Quantity quantity;
    private EvaluationReport.@Nullable Route chosen;

    RouteChoice(List<RidePlan> plans) {
        this.plans = plans;
    }

    EvaluationReport.@Nullable Route chosen() {
        return chosen;
    }

    /** The plots of a target, null if those of another are wanted. */
    EvaluationReport.@Nullable Route of(Target target, List<Row> rows, QuantityEvaluation.Answers answers) {
        if (!isWanted(target)) {
            return null;
        }
        int ride = longestRide(rows);
        RidePlan plan = plans.get(ride);
        return new EvaluationReport.Route(
                target.quantity().name().toLowerCase(Locale.ROOT),
                target.horizon().name(),
                answers.score().rule(),
                "%s on %s, trace %s".formatted(plan.carrier(), plan.day(), plan.trace()),
                points(target, rows, answers, ride),
                places(target, rows, answers));
    }

    /** Keeps them. */
    void offer(Target target, EvaluationReport.@Nullable Route route) {
        if (route != null && isWanted(target)) {
            quantity = target.quantity();
            chosen = route;
        }
    }

    private boolean isWanted(Target target) {
        return !target.horizon().nextSampleOnly() && (quantity == null || quantity == target.quantity());
    }

    private int longestRide(List<Row> rows) {
        int[] counts = new int[plans.size()];
        rows.forEach(row -> counts[row.moment().ride()]++);
        return IntStream.range(0, counts.length)
                .boxed()
                .max(Comparator.comparingInt(ride -> counts[ride]))
                .orElseThrow();
    }

    private static List<EvaluationReport.Point> points(
            Target target, List<Row> rows, QuantityEvaluation.Answers answers, int ride) {
        return IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).moment().ride() == ride)
                .mapToObj(i -> new EvaluationReport.Point(
                        rows.get(i).moment().where().epochMillis(),
                        rows.get(i).outcome().truth(),
                        answers.estimate(i),
                        rows.get(i).moment().reference(target)))
                .toList();
    }

    private static List<EvaluationReport.Place> places(
            Target target, List<Row> rows, QuantityEvaluation.Answers answers) {
        int every = Math.max(1, rows.size() / MAX_PLACES);
        return IntStream.range(0, rows.size())
                .filter(i -> i % every == 0)
                .filter(i -> !Double.isNaN(rows.get(i).moment().where().longitude())
                        && !Double.isNaN(rows.get(i).moment().where().latitude()))
                .mapToObj(i -> new EvaluationReport.Place(
                        rows.get(i).moment().where().longitude(),
                        rows.get(i).moment().where().latitude(),
                        Math.log(Math.max(target.floor(), answers.estimate(i))
                                / Math.max(target.floor(), rows.get(i).outcome().truth()))))
                .toList();
    }
}
