package dev.wayside.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The rule that applies the learned factors to the given sources. */
record StackRule(String name, LinearStack stack) implements FusionRule {

    @Override
    public FusedEstimate fuse(List<Source> given) {
        List<Source> sources = SourceOrder.byName(given);
        Optional<StackWeights> weights =
                stack.weightsFor(sources.stream().map(Source::name).collect(Collectors.toSet()));
        List<Source> used = sources.stream()
                .filter(source -> weights.isPresent() && weights.get().sources().contains(source.name()))
                .toList();
        List<FusedEstimate.Dropped> dropped = sources.stream()
                .filter(source -> !used.contains(source))
                .map(source -> new FusedEstimate.Dropped(source, reason(source)))
                .toList();
        return weights.map(found -> estimate(found, used, dropped))
                .orElseGet(() -> FusedEstimate.empty(name(), stack.domain(), dropped));
    }

    private DropReason reason(Source source) {
        return stack.sources().contains(source.name()) ? DropReason.NOT_LEARNED : DropReason.NOT_OF_THE_RULE;
    }

    private FusedEstimate estimate(StackWeights weights, List<Source> sources, List<FusedEstimate.Dropped> dropped) {
        List<FusedEstimate.Used> used = new ArrayList<>();
        double place = weights.constant();
        double min = stack.minTruth();
        double max = stack.maxTruth();
        for (Source source : sources) {
            double factor = weights.factor(source.name());
            used.add(new FusedEstimate.Used(source, factor));
            place += factor * stack.domain().enter(source.value());
            min = Math.min(min, source.value());
            max = Math.max(max, source.value());
        }
        double value = stack.domain().leave(place) * weights.correction();
        return new FusedEstimate(
                name(),
                OptionalDouble.of(Math.max(min, Math.min(max, value))),
                OptionalDouble.of(weights.variance()),
                stack.domain(),
                used,
                dropped,
                Optional.empty());
    }
}
