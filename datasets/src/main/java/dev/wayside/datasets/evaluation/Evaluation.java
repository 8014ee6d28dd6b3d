package dev.wayside.datasets.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import dev.wayside.datasets.estimate.EventKind;
import dev.wayside.datasets.estimate.Horizon;
import dev.wayside.datasets.estimate.Target;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;

/** An evaluation of a store: each day is left out in turn, and predicted from the others. */
final class Evaluation {

    private final HistoryStore store;
    private final StoreSettings settings;
    private final EvaluationSettings asked;
    private final ScoredTargets scored;
    private final EvaluationProgress progress;
    private final List<String> remarks = new ArrayList<>();

    Evaluation(HistoryStore store, EvaluationSettings asked, ScoredTargets scored, EvaluationProgress progress) {
        this.store = store;
        this.asked = asked;
        this.scored = scored;
        this.settings = store.settings();
        this.progress = progress;
    }

    /**
     * Asks, learns and scores.
     *
     * @throws NothingToEvaluateException if the store has fewer than two days, or nothing that can be scored
     */
    EvaluationReport run() throws IOException {
        HistoryWalk walk = new HistoryWalk(store, asked, progress);
        int intervalMillis = walk.intervalSteps() * settings.sampleIntervalMillis();
        if (walk.isThinned()) {
            remarks.add("asked every %d ms, so that there are at most %,d moments"
                    .formatted(intervalMillis, HistoryWalk.MAX_MOMENTS));
        }
        List<Moment> moments = walk.moments();
        remarkHorizons();
        RouteChoice route = new RouteChoice(walk.plans());
        List<EvaluationReport.QuantityResult> quantities = quantities(moments, route);
        List<EvaluationReport.EventResult> events = events(moments);
        if (quantities.isEmpty() && events.isEmpty()) {
            throw new NothingToEvaluateException("nothing to score: no quantity was measured on two days, and there is"
                    + " no handover; ingest logs with throughput, RTT, loss or changes of cell");
        }
        return new EvaluationReport(
                walk.days(),
                walk.plans().size(),
                moments.size(),
                intervalMillis,
                List.copyOf(remarks),
                quantities,
                events,
                route.chosen());
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

    private List<EvaluationReport.QuantityResult> quantities(List<Moment> moments, RouteChoice route)
            throws IOException {
        List<EvaluationReport.QuantityResult> results = new ArrayList<>();
        List<Target> targets = Target.of(settings);
        progress.start("scoring", targets.size());
        for (Target target : targets) {
            QuantityEvaluation evaluation = new QuantityEvaluation(target, moments);
            if (evaluation.isPossible()) {
                ScoredTargets.Quantity result = scored.quantity(target, () -> result(target, evaluation, route));
                results.add(result.result());
                route.offer(target, result.route());
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

    private ScoredTargets.Quantity result(Target target, QuantityEvaluation evaluation, RouteChoice route) {
        List<QuantityEvaluation.Answers> answers =
                Candidates.of(target).stream().map(evaluation::score).toList();
        QuantityEvaluation.Answers without = best(answers, false);
        QuantityEvaluation.Answers with = best(answers, true);
        EvaluationReport.QuantityResult result = new EvaluationReport.QuantityResult(
                target.quantity().name().toLowerCase(Locale.ROOT),
                target.horizon().name(),
                Calibrator.unit(target.quantity()),
                evaluation.days(),
                answers.stream().map(QuantityEvaluation.Answers::score).toList(),
                evaluation.gain(with, without));
        return new ScoredTargets.Quantity(result, route.of(target, evaluation.rows(), best(with, without)));
    }

    /** The learned rule with the least RMSE. */
    private static QuantityEvaluation.Answers best(List<QuantityEvaluation.Answers> answers, boolean usesHistory) {
        return answers.stream()
                .filter(answer -> answer.score().learned() && answer.score().usesHistory() == usesHistory)
                .min(Comparator.comparingDouble(answer -> answer.score().rmse()))
                .orElseThrow();
    }

    private static QuantityEvaluation.Answers best(QuantityEvaluation.Answers one, QuantityEvaluation.Answers other) {
        return one.score().rmse() <= other.score().rmse() ? one : other;
    }

    private List<EvaluationReport.EventResult> events(List<Moment> moments) throws IOException {
        List<EvaluationReport.EventResult> results = new ArrayList<>();
        List<Horizon> horizons = Horizon.within(settings);
        progress.start("events", EventKind.values().length * horizons.size());
        for (EventKind kind : EventKind.values()) {
            int before = results.size();
            for (int number = 0; number < horizons.size(); number++) {
                Horizon horizon = horizons.get(number);
                EventEvaluation evaluation = new EventEvaluation(kind, horizon, number, moments);
                if (evaluation.isPossible()) {
                    results.add(scored.event(
                            kind,
                            horizon,
                            () -> new EvaluationReport.EventResult(kind.label(), horizon.name(), evaluation.scores())));
                }
                progress.step();
            }
            if (results.size() == before) {
                remarks.add(kind.label() + " is left out: there is none in the store, or on one day only");
            }
        }
        return results;
    }
}
