package dev.wayside.datasets.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import dev.wayside.datasets.estimate.Calibration;
import dev.wayside.datasets.estimate.EventKind;
import dev.wayside.datasets.estimate.Horizon;
import dev.wayside.datasets.estimate.Target;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;

/** A learner of calibrations: it scores the rules on each day left out, and learns the best one again from all days. */
final class Calibrator {

    private final HistoryStore store;
    private final StoreSettings settings;
    private final EvaluationSettings asked;
    private final EvaluationProgress progress;

    Calibrator(HistoryStore store, EvaluationSettings asked, EvaluationProgress progress) {
        this.store = store;
        this.settings = store.settings();
        this.asked = asked;
        this.progress = progress;
    }

    /** @throws NothingToEvaluateException if the store has fewer than two days, or nothing that can be learned */
    Calibration learn(long samples) {
        HistoryWalk walk = new HistoryWalk(store, asked, progress);
        List<Moment> moments = walk.moments();
        Calibration learned = Calibration.of(
                samples,
                walk.days(),
                asked.visitTimeDbPerSecond(),
                asked.carriers(),
                quantities(moments),
                events(moments));
        if (learned.quantities().isEmpty() && learned.events().isEmpty()) {
            throw new NothingToEvaluateException("nothing to learn: no quantity was measured on two days, and there is"
                    + " no handover; ingest logs with throughput, RTT, loss or changes of cell");
        }
        return learned;
    }

    private List<Calibration.QuantityCalibration> quantities(List<Moment> moments) {
        List<Calibration.QuantityCalibration> learned = new ArrayList<>();
        List<Target> targets = Target.of(settings);
        progress.start("learning", targets.size());
        for (Target target : targets) {
            QuantityEvaluation evaluation = new QuantityEvaluation(target, moments);
            if (!target.horizon().nextSampleOnly() && evaluation.isPossible()) {
                learned.add(quantity(target, evaluation));
            }
            progress.step();
        }
        return learned;
    }

    /** A rule and how it did on the days left out. */
    private record Scored(StackRecipe recipe, QuantityEvaluation.Answers answers) {

        double error(Target target) {
            return target.isThroughput()
                    ? answers.score().rmse()
                    : answers.score().mae();
        }
    }

    private static Calibration.QuantityCalibration quantity(Target target, QuantityEvaluation evaluation) {
        Scored best = StackRecipe.of(target).stream()
                .map(recipe -> new Scored(recipe, evaluation.score(Candidate.of(recipe))))
                .min(Comparator.comparingDouble(scored -> scored.error(target)))
                .orElseThrow();
        return new Calibration.QuantityCalibration(
                target.quantity().name().toLowerCase(Locale.ROOT),
                target.horizon().millis(),
                best.error(target),
                evaluation.referenceError(target.isThroughput()),
                best.recipe().learn(Row.thinned(evaluation.rows())),
                evaluation.intervals(Candidate.of(best.recipe())).orElse(null));
    }

    private List<Calibration.EventCalibration> events(List<Moment> moments) {
        List<Calibration.EventCalibration> learned = new ArrayList<>();
        List<Horizon> horizons = Horizon.within(settings);
        for (EventKind kind : EventKind.values()) {
            for (int number = 0; number < horizons.size(); number++) {
                EventEvaluation evaluation = new EventEvaluation(kind, horizons.get(number), number, moments);
                if (evaluation.isPossible()) {
                    learned.add(new Calibration.EventCalibration(
                            kind.label(), horizons.get(number).millis(), evaluation.share(), evaluation.model()));
                }
            }
        }
        return learned;
    }

    /** The unit that a quantity's error is said in. */
    static String unit(Quantity quantity) {
        return switch (quantity) {
            case RTT_MILLIS -> "ms";
            case LOSS -> "ratio";
            default -> "bit/s";
        };
    }
}
