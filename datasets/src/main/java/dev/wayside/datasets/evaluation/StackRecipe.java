package dev.wayside.datasets.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.wayside.fusion.Domain;
import dev.wayside.fusion.LinearStack;
import dev.wayside.fusion.Loss;
import dev.wayside.fusion.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How a weighted sum is learned.
 *
 * @param usesHistory whether anything but the ride's own past enters
 * @param sources what is summed
 * @param stage where factors are learned apart; null for one set of factors
 */
record StackRecipe(
        String name,
        boolean usesHistory,
        List<String> sources,
        Loss loss,
        @Nullable Stage stage) {

    private static final List<String> SHORT_TERM =
            Opinion.sources(Opinion.LAST_VALUE, Opinion.MEAN_1S, Opinion.MEAN_5S, Opinion.MEAN_30S, Opinion.RIDE_MEAN);
    private static final List<String> MEDIANS =
            Opinion.sources(Opinion.LAST_VALUE, Opinion.MEDIAN_5, Opinion.MEDIAN_20, Opinion.RIDE_MEAN);
    private static final List<String> FLOW = Opinion.sources(
            Opinion.MEAN_1S, Opinion.MEAN_5S, Opinion.MEAN_30S, Opinion.GREATEST_15S, Opinion.RIDE_MEAN);

    StackRecipe {
        sources = List.copyOf(sources);
    }

    /** Those that need nothing but a vehicle's own samples and a prediction, as a caller of the service has them. */
    static List<StackRecipe> of(Target target) {
        List<StackRecipe> recipes = new ArrayList<>();
        recipes.add(new StackRecipe("median-stack-short", false, MEDIANS, Loss.ABSOLUTE, null));
        recipes.add(new StackRecipe("median-stack", true, with(MEDIANS, Opinion.HISTORY), Loss.ABSOLUTE, null));
        recipes.add(new StackRecipe("stack-short", false, SHORT_TERM, Loss.SQUARED, null));
        recipes.add(new StackRecipe("linear-stack", true, with(SHORT_TERM, Opinion.HISTORY), Loss.SQUARED, null));
        recipes.add(new StackRecipe("stack-short-by-visit", false, SHORT_TERM, Loss.SQUARED, Stage.VISIT));
        recipes.add(new StackRecipe(
                "stack-by-visit",
                true,
                with(
                        SHORT_TERM,
                        Opinion.STAYING_1S,
                        Opinion.STAYING_10S,
                        Opinion.HISTORY_BEFORE,
                        Opinion.HISTORY_BEFORE_TODAY,
                        Opinion.LEAVING,
                        Opinion.HISTORY_AFTER,
                        Opinion.HISTORY_AFTER_TODAY),
                Loss.SQUARED,
                Stage.VISIT));
        if (target.isThroughput()) {
            recipes.add(new StackRecipe("stack-short-by-flow", false, FLOW, Loss.SQUARED, Stage.FLOW));
            recipes.add(new StackRecipe("stack-by-flow", true, with(FLOW, Opinion.HISTORY), Loss.SQUARED, Stage.FLOW));
        }
        return recipes;
    }

    /** The band of its stage that a moment lies in; 0 without one. */
    int band(Moment.Where where) {
        return stage == null ? 0 : stage.of(where);
    }

    /** Learns from other days; with too few rows the mean of 5 s is believed. */
    LearnedStack learn(List<Row> rows) {
        List<LinearStack> byBand = new ArrayList<>();
        LinearStack overall = stack(rows).orElse(null);
        for (int band = 0; overall != null && stage != null && band < stage.bands(); band++) {
            int wanted = band;
            byBand.add(stack(rows.stream()
                            .filter(row -> stage.of(row.moment().where()) == wanted)
                            .toList())
                    .orElse(overall));
        }
        return new LearnedStack(name, stage == null ? null : stage.name(), overall, byBand);
    }

    private Optional<LinearStack> stack(List<Row> rows) {
        List<Outcome> outcomes = rows.stream().map(Row::outcome).toList();
        return LinearStack.learn(sources, Domain.LINEAR, loss, outcomes);
    }

    private static List<String> with(List<String> sources, Opinion... more) {
        return Stream.concat(sources.stream(), Opinion.sources(more).stream()).toList();
    }
}
