package dev.wayside.datasets.estimate;

import java.util.List;

import dev.wayside.fusion.FusedEstimate;
import dev.wayside.fusion.FusionRule;
import dev.wayside.fusion.LinearStack;
import dev.wayside.fusion.Source;
import org.jspecify.annotations.Nullable;

/**
 * A weighted sum as it was learned. Immutable; a plain Jackson mapper writes and reads it.
 *
 * @param recipe the name of what it was learned by
 * @param stage what the bands are bands of; null without bands
 * @param overall for all moments; null if there was too little to learn from, then the mean of 5 s is believed
 * @param byBand one per band, none without bands
 */
public record LearnedStack(
        String recipe, @Nullable String stage, @Nullable LinearStack overall, List<LinearStack> byBand) {

    public LearnedStack {
        byBand = List.copyOf(byBand);
    }

    /** True if the bands are those of the measuring flow, and not of the visit. */
    boolean isByFlow() {
        return Stage.FLOW.name().equals(stage);
    }

    /**
     * Fuses sources by what was learned for a band.
     *
     * @param band of the stage; any where there is none
     */
    public FusedEstimate estimate(List<Source> sources, int band) {
        if (overall == null) {
            return FusionRule.only(SourceKind.REFERENCE.sourceName()).fuse(sources);
        }
        LinearStack stack = byBand.isEmpty() ? overall : byBand.get(band);
        return FusionRule.linearStack(recipe, stack).fuse(sources);
    }
}
