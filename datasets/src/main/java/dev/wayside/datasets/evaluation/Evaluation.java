package dev.wayside.datasets.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.Matcher;
import org.jspecify.annotations.Nullable;

/** Leaves out each day of a store in turn and asks about it what the others know. */
final class Evaluation {

    /** Most moments that are kept; of a larger store, fewer are asked about. */
    static final int MOST_MOMENTS = 100_000;

    private final HistoryStore store;
    private final StoreSettings settings;
    private final EvaluationProgress progress;
    private final List<String> remarks = new ArrayList<>();

    Evaluation(HistoryStore store, EvaluationProgress progress) {
        this.store = store;
        this.settings = store.settings();
        this.progress = progress;
    }

    /**
     * Asks every so often.
     *
     * @throws NothingToEvaluateException if the store has fewer than two days, or nothing that can be scored
     */
    EvaluationReport run(int everyMillis) {
        List<RidePlan> plans = RideCatalogue.read(store);
        int days = (int) plans.stream().map(RidePlan::day).distinct().count();
        requireTwoDays(days);
        int everySteps = everySteps(plans, everyMillis);
        List<Moment> moments = walk(plans, everySteps);
        remarkHorizons();
        RouteChoice route = new RouteChoice(plans);
        List<EvaluationReport.QuantityResult> quantities = quantities(moments, route);
        List<EvaluationReport.EventResult> events = events(moments);
        if (quantities.isEmpty() && events.isEmpty()) {
            throw new NothingToEvaluateException("nothing to score: no quantity was measured on two days, and there is"
                    + " no handover; ingest logs with throughput, RTT, loss or changes of cell");
        }
        return new EvaluationReport(
                days,
                plans.size(),
                moments.size(),
                everySteps * settings.sampleIntervalMillis(),
                List.copyOf(remarks),
                quantities,
                events,
                route.chosen());
    }

    private static void requireTwoDays(int days) {
        if (days < 2) {
            throw new NothingToEvaluateException(
                    days == 0
                            ? "the store is empty; ingest logs of at least two days"
                            : "the store holds one day, and nothing to leave out; ingest logs of at least two days");
        }
    }

    private int everySteps(List<RidePlan> plans, int everyMillis) {
        int wanted = Math.max(1, everyMillis / settings.sampleIntervalMillis());
        long samples = plans.stream().mapToLong(RidePlan::samples).sum();
        int needed = (int) ((samples + MOST_MOMENTS - 1) / MOST_MOMENTS);
        if (needed > wanted) {
            remarks.add("asked every %d ms, so that there are at most %,d moments"
                    .formatted(needed * settings.sampleIntervalMillis(), MOST_MOMENTS));
        }
        return Math.max(wanted, needed);
    }

    private List<Moment> walk(List<RidePlan> plans, int everySteps) {
        CellMeasurements cells = new CellMeasurements();
        plans.forEach(plan -> cells.add(Ride.read(plan, store)));
        Matcher matcher = new Matcher(store, MatchSettings.defaultsFor(settings));
        progress.start("asking", plans.size());
        return IntStream.range(0, plans.size())
                .parallel()
                .mapToObj(number -> {
                    Ride ride = Ride.read(plans.get(number), store);
                    List<Moment> moments = new RideWalk(ride, number, settings, matcher, cells).moments(everySteps);
                    progress.step();
                    return moments;
                })
                .flatMap(Collection::stream)
                .toList();
    }

    private void remarkHorizons() {
        for (Horizon horizon : Horizon.beyond(settings)) {
            boolean tooFar = horizon.millis() > settings.lookAheadMillis();
            remarks.add("%s is left out: the store's %s is %d ms"
                    .formatted(
                            horizon.name(),
                            tooFar ? "look-ahead" : "sampling interval",
                            tooFar ? settings.lookAheadMillis() : settings.sampleIntervalMillis()));
        }
    }

    private List<EvaluationReport.QuantityResult> quantities(List<Moment> moments, RouteChoice route) {
        List<EvaluationReport.QuantityResult> results = new ArrayList<>();
        List<Target> targets = Target.of(settings);
        progress.start("scoring", targets.size());
        for (Target target : targets) {
            QuantityEvaluation evaluation = new QuantityEvaluation(target, moments);
            if (evaluation.isPossible()) {
                results.add(result(target, evaluation, route));
            } else {
                remarkUnscored(target.quantity(), evaluation.days());
            }
            progress.step();
        }
        return results;
    }

    private void remarkUnscored(Quantity quantity, int days) {
        String remark = "%s is left out: measured on %s".formatted(quantity, days == 0 ? "no day" : "one day only");
        if (!remarks.contains(remark)) {
            remarks.add(remark);
        }
    }

    private EvaluationReport.QuantityResult result(Target target, QuantityEvaluation evaluation, RouteChoice route) {
        List<QuantityScore> scores = new ArrayList<>();
        QuantityEvaluation.@Nullable Answers best = null;
        for (Candidate candidate : Candidates.of(target)) {
            QuantityEvaluation.Answers answers = evaluation.score(candidate);
            scores.add(answers.score());
            if (candidate.learns()
                    && (best == null || answers.score().rmse() < best.score().rmse())) {
                best = answers;
            }
        }
        if (best != null) {
            route.offer(target, evaluation.rows(), best);
        }
        return new EvaluationReport.QuantityResult(
                target.quantity().name().toLowerCase(Locale.ROOT),
                target.horizon().name(),
                unit(target.quantity()),
                evaluation.days(),
                scores);
    }

    private List<EvaluationReport.EventResult> events(List<Moment> moments) {
        List<EvaluationReport.EventResult> results = new ArrayList<>();
        for (EventKind kind : EventKind.values()) {
            String name = kind == EventKind.HANDOVER ? "handover" : "failure or outage";
            int before = results.size();
            for (Horizon horizon : Horizon.within(settings)) {
                EventEvaluation evaluation = new EventEvaluation(kind, horizon, moments);
                if (evaluation.isPossible()) {
                    results.add(new EvaluationReport.EventResult(name, horizon.name(), evaluation.scores()));
                }
            }
            if (results.size() == before) {
                remarks.add(name + " is left out: there is none in the store, or on one day only");
            }
        }
        return results;
    }

    private static String unit(Quantity quantity) {
        return switch (quantity) {
            case RTT_MILLIS -> "ms";
            case LOSS -> "ratio";
            default -> "bit/s";
        };
    }
}
