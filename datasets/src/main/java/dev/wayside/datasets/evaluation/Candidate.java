package dev.wayside.datasets.evaluation;

import java.util.List;
import java.util.function.Function;

import dev.wayside.fusion.FusedEstimate;
import dev.wayside.fusion.FusionRule;

/**
 * A rule that is scored.
 *
 * @param learns whether other days are needed to make it
 * @param usesHistory whether anything but the ride's own past enters
 */
record Candidate(String name, boolean learns, boolean usesHistory, Lesson lesson) {

    /** Makes the rule from rows of other days. */
    @FunctionalInterface
    interface Lesson {
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
                rows -> row -> rule.fuse(row.outcome().sources()));
    }

    /** Learns a weighted sum. */
    static Candidate of(StackRecipe recipe) {
        return new Candidate(recipe.name(), true, recipe.usesHistory(), rows -> {
            LearnedStack learned = recipe.learn(rows);
            return row -> learned.estimate(
                    row.outcome().sources(),
                    row.moment().where().visitBand(),
                    row.moment().where().flowBand());
        });
    }

    /** Learns a rule of fusion. */
    static Candidate learned(String name, boolean usesHistory, Function<List<Row>, FusionRule> lesson) {
        return new Candidate(name, true, usesHistory, rows -> {
            FusionRule rule = lesson.apply(rows);
            return row -> rule.fuse(row.outcome().sources());
        });
    }
}
