package dev.wayside.datasets.evaluation;

import java.util.List;
import java.util.function.Function;

import dev.wayside.datasets.estimate.LearnedStack;
import dev.wayside.datasets.estimate.Stage;
import dev.wayside.fusion.FusedEstimate;
import dev.wayside.fusion.FusionRule;
import org.jspecify.annotations.Nullable;

/**
 * A rule that is scored.
 *
 * @param learns true if other days are needed to make it
 * @param usesHistory true if anything but the ride's own past enters
 * @param stage where its errors are of a kind of their own in each band; null if they are not
 */
record Candidate(
        String name,
        boolean learns,
        boolean usesHistory,
        @Nullable Stage stage,
        Learner learner) {

    /** Makes the rule from rows of other days. */
    @FunctionalInterface
    interface Learner {
        Learned learn(List<Row> rows);
    }

    /** The rule as it was learned. */
    @FunctionalInterface
    interface Learned {
        FusedEstimate estimate(Row row);
    }

    /** Needs no other day. */
    static Candidate fixed(FusionRule rule, boolean usesHistory) {
        return new Candidate(
                rule.name(),
                false,
                usesHistory,
                null,
                rows -> row -> rule.fuse(row.outcome().sources()));
    }

    /** Learns a weighted sum. */
    static Candidate of(StackRecipe recipe) {
        return new Candidate(recipe.name(), true, recipe.usesHistory(), recipe.stage(), rows -> {
            LearnedStack learned = recipe.learn(rows);
            return row -> learned.estimate(
                    row.outcome().sources(), recipe.band(row.moment().where()));
        });
    }

    /** Learns a rule of fusion. */
    static Candidate learned(String name, boolean usesHistory, Function<List<Row>, FusionRule> learner) {
        return new Candidate(name, true, usesHistory, null, rows -> {
            FusionRule rule = learner.apply(rows);
            return row -> rule.fuse(row.outcome().sources());
        });
    }
}
