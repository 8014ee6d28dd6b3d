package dev.wayside.fusion;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The estimate of a rule from its sources. Immutable; holds no NaN and no infinity: an unknown value is absent.
 *
 * @param rule the rule's name
 * @param value in the quantity's unit; empty if there is no estimate
 * @param variance expected squared error, in the domain of the fusion; empty if unknown
 * @param domain the domain of the fusion
 * @param used the used sources, in order of their names; none if the estimate is empty
 * @param dropped all the others, in order of their names
 * @param emptyReason the reason for no value; empty exactly if there is one
 */
public record FusedEstimate(
        String rule,
        OptionalDouble value,
        OptionalDouble variance,
        Domain domain,
        List<Used> used,
        List<Dropped> dropped,
        Optional<EmptyEstimateReason> emptyReason) {

    /**
     * A used source.
     *
     * @param source the source
     * @param weight its share, 0 to 1, with sum 1; for a learned sum, factors of at least 0 with any sum
     */
    public record Used(Source source, double weight) {}

    /** A dropped source with its reason. */
    public record Dropped(Source source, DropReason reason) {}

    /** Copies the lists. */
    public FusedEstimate {
        used = List.copyOf(used);
        dropped = List.copyOf(dropped);
    }

    /** The maximum confidence of the given sources, 0 if none has one: a predictor of the error. */
    public double confidence() {
        return Stream.concat(used.stream().map(Used::source), dropped.stream().map(Dropped::source))
                .flatMapToDouble(source -> source.confidence().stream())
                .max()
                .orElse(0);
    }

    static FusedEstimate empty(String rule, Domain domain, List<Dropped> dropped) {
        EmptyEstimateReason reason =
                dropped.isEmpty() ? EmptyEstimateReason.NO_SOURCES : EmptyEstimateReason.ALL_DROPPED;
        return new FusedEstimate(
                rule, OptionalDouble.empty(), OptionalDouble.empty(), domain, List.of(), dropped, Optional.of(reason));
    }
}
