package dev.wayside.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The rule that uses one source, with its stated variance. */
record SelectionRule(String name) implements FusionRule {

    @Override
    public FusedEstimate fuse(List<Source> sources) {
        List<FusedEstimate.Used> used = new ArrayList<>();
        List<FusedEstimate.Dropped> dropped = new ArrayList<>();
        for (Source source : SourceOrder.byName(sources)) {
            if (source.name().equals(name)) {
                used.add(new FusedEstimate.Used(source, 1));
            } else {
                dropped.add(new FusedEstimate.Dropped(source, DropReason.NOT_OF_THE_RULE));
            }
        }
        return used.isEmpty()
                ? FusedEstimate.empty(name, Domain.LINEAR, dropped)
                : chosen(used.get(0).source(), used, dropped);
    }

    private FusedEstimate chosen(Source source, List<FusedEstimate.Used> used, List<FusedEstimate.Dropped> dropped) {
        return new FusedEstimate(
                name,
                OptionalDouble.of(source.value()),
                source.variance(),
                Domain.LINEAR,
                used,
                dropped,
                Optional.empty());
    }
}
