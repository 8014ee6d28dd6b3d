package dev.wayside.datasets.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.wayside.datasets.estimate.LearnedStack;
import dev.wayside.datasets.estimate.SourceKind;
import dev.wayside.datasets.estimate.Stage;
import dev.wayside.datasets.estimate.Target;
import dev.wayside.fusion.Domain;
import dev.wayside.fusion.LinearStack;
import dev.wayside.fusion.Loss;
import dev.wayside.fusion.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The way in which a weighted sum is learned.
 *
 * @param usesHistory true if anything but the ride's own past enters
 * @param sources what is summed
 * @param stage where factors are learned apart; null for one set of factors
 */
record StackRecipe(
        String name,
        boolean usesHistory,
        List<String> sources,
        Loss loss,
        @Nullable Stage stage) {

    private static final List<String> SHORT_TERM = SourceKind.names(
            SourceKind.LAST_VALUE, SourceKind.MEAN_1S, SourceKind.MEAN_5S, SourceKind.MEAN_30S, SourceKind.RIDE_MEAN);
    private static final List<String> MEDIANS =
            SourceKind.names(SourceKind.LAST_VALUE, SourceKind.MEDIAN_5, SourceKind.MEDIAN_20, SourceKind.RIDE_MEAN);
    private static final List<String> FLOW = SourceKind.names(
            SourceKind.MEAN_1S, SourceKind.MEAN_5S, SourceKind.MEAN_30S, SourceKind.MAX_15S, SourceKind.RIDE_MEAN);

    StackRecipe {
        sources = List.copyOf(sources);
    }

    /** Recipes that need only a vehicle's own samples and a prediction, as a caller of the service has them. */
    static List<StackRecipe> of(Target target) {
        List<StackRecipe> recipes = new ArrayList<>();
        recipes.add(new StackRecipe("median-stack-short", false, MEDIANS, Loss.ABSOLUTE, null));
        recipes.add(new StackRecipe("median-stack", true, with(MEDIANS, SourceKind.HISTORY), Loss.ABSOLUTE, null));
        recipes.add(new StackRecipe("stack-short", false, SHORT_TERM, Loss.SQUARED, null));
        recipes.add(new StackRecipe("linear-stack", true, with(SHORT_TERM, SourceKind.HISTORY), Loss.SQUARED, null));
        recipes.add(new StackRecipe("stack-short-by-visit", false, SHORT_TERM, Loss.SQUARED, Stage.VISIT));
        recipes.add(new StackRecipe(
                "stack-by-visit",
                true,
                with(
                        SHORT_TERM,
                        SourceKind.STAYING_1S,
                        SourceKind.STAYING_10S,
                        SourceKind.HISTORY_BEFORE,
                        SourceKind.HISTORY_BEFORE_TODAY,
                        SourceKind.LEAVING,
                        SourceKind.HISTORY_AFTER,
                        SourceKind.HISTORY_AFTER_TODAY),
                Loss.SQUARED,
                Stage.VISIT));
        if (target.isThroughput()) {
            recipes.add(new StackRecipe("stack-short-by-flow", false, FLOW, Loss.SQUARED, Stage.FLOW));
            recipes.add(
                    new StackRecipe("stack-by-flow", true, with(FLOW, SourceKind.HISTORY), Loss.SQUARED, Stage.FLOW));
        }
        return recipes;
    }

    /** The band of its stage that a moment lies in; 0 without one. */
    int band(Moment.Where where) {
        return where.band(stage);
    }

    /** Learns from other days; with too few rows the mean of 5 s is believed. */
    LearnedStack learn(List<Row> rows) {
        List<LinearStack> byBand = new ArrayList<>();
        LinearStack overall = stack(rows).orElse(null);
        for (int band = 0; overall != null && stage != null && band < stage.bands(); band++) {
            int wanted = band;
            byBand.add(stack(rows.stream()
                            .filter(row -> row.moment().where().band(stage) == wanted)
                            .toList())
                    .orElse(overall));
        }
        return new LearnedStack(name, stage == null ? null : stage.name(), overall, byBand);
    }

    private Optional<LinearStack> stack(List<Row> rows) {
        List<Outcome> outcomes = rows.stream().map(Row::outcome).toList();
        return LinearStack.learn(sources, Domain.LINEAR, loss, outcomes);
    }

    private static List<String> with(List<String> sources, SourceKind... more) {
        return Stream.concat(sources.stream(), SourceKind.names(more).stream()).toList();
    }
}
