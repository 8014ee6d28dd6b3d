package dev.wayside.fusion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A weighted mean of the sources that agree. It weighs twice: all candidates, to find the group with the most weight,
 * and then that group alone.
 */
record WeightedMeanRule(String name, Domain domain, double threshold, VarianceModel model, Weigher weigher)
        implements FusionRule {

    WeightedMeanRule {
        Limits.requireBetween("fusion threshold", threshold, 0, NO_THRESHOLD);
    }

    @Override
    public FusedEstimate fuse(List<Source> given) {
        List<FusedEstimate.Dropped> dropped = new ArrayList<>();
        List<Source> admitted = admit(SourceOrder.byName(given), dropped);
        if (admitted.isEmpty()) {
            return FusedEstimate.empty(name, domain, dropped);
        }
        WeighedSources all = weigh(admitted, dropped);
        List<Source> agreeing = AgreeingGroup.of(all, threshold);
        drop(all.sources(), agreeing, DropReason.OUTSIDE_THRESHOLD, dropped);
        return estimate(weigh(agreeing, dropped), dropped);
    }

    private List<Source> admit(List<Source> sources, List<FusedEstimate.Dropped> dropped) {
        List<Source> admitted = new ArrayList<>();
        for (Source source : sources) {
            model.objection(source)
                    .ifPresentOrElse(
                            reason -> dropped.add(new FusedEstimate.Dropped(source, reason)),
                            () -> admitted.add(source));
        }
        return admitted;
    }

    private WeighedSources weigh(List<Source> sources, List<FusedEstimate.Dropped> dropped) {
        List<OptionalDouble> variances = model.variances(sources);
        List<Source> known = new ArrayList<>();
        List<Double> knownVariances = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            if (variances.get(i).isPresent()) {
                known.add(sources.get(i));
                knownVariances.add(variances.get(i).getAsDouble());
            }
        }
        if (known.isEmpty()) {
            return new WeighedSources(sources, Shares.equal(sources.size(), OptionalDouble.empty()));
        }
        drop(sources, known, DropReason.UNKNOWN_VARIANCE, dropped);
        return new WeighedSources(known, shares(known, knownVariances));
    }

    private Shares shares(List<Source> sources, List<Double> variances) {
        return variances.contains(0.0)
                ? ExactSources.shares(places(sources), variances)
                : weigher.weigh(sources, variances);
    }

    private List<Double> places(List<Source> sources) {
        return sources.stream().map(source -> domain.enter(source.value())).toList();
    }

    private FusedEstimate estimate(WeighedSources weighed, List<FusedEstimate.Dropped> dropped) {
        List<FusedEstimate.Used> used = new ArrayList<>();
        double place = 0;
        for (int i = 0; i < weighed.sources().size(); i++) {
            Source source = weighed.sources().get(i);
            double share = weighed.shares().ofSources().get(i);
            if (share > 0) {
                used.add(new FusedEstimate.Used(source, share));
                place += share * domain.enter(source.value());
            } else {
                dropped.add(new FusedEstimate.Dropped(source, DropReason.OUTWEIGHED));
            }
        }
        dropped.sort(Comparator.comparing(drop -> drop.source().name()));
        return new FusedEstimate(
                name,
                OptionalDouble.of(domain.leave(place)),
                weighed.shares().variance(),
                domain,
                used,
                dropped,
                Optional.empty());
    }

    private static void drop(
            List<Source> of, List<Source> kept, DropReason reason, List<FusedEstimate.Dropped> dropped) {
        of.stream()
                .filter(source -> !kept.contains(source))
                .map(source -> new FusedEstimate.Dropped(source, reason))
                .forEach(dropped::add);
    }
}
