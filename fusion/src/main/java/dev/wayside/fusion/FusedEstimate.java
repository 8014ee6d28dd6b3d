package dev.wayside.fusion;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a rule makes of its sources. Immutable; holds no NaN and no infinity: what is not known is absent.
 *
 * @param rule the rule's name
 * @param value in the quantity's unit; empty exactly if nothing can be said
 * @param variance expected squared error, in the domain it was fused in; empty if unknown
 * @param domain where the sources were fused
 * @param used the sources that entered, in order of their names; none if the estimate is empty
 * @param dropped all the others, in order of their names
 * @param emptyReason why there is no value; empty exactly if there is one
 */
public record FusedEstimate(
        String rule,
        OptionalDouble value,
        OptionalDouble variance,
        Domain domain,
        List<Used> used,
        List<Dropped> dropped,
        Optional<EmptyReason> emptyReason) {

    /**
     * A source that entered.
     *
     * @param source the source
     * @param weight its share, 0 to 1; the shares add up to 1, but for a learned sum, where they are factors of at
     *     least 0 that need not
     */
    public record Used(Source source, double weight) {}

    /** A source that did not enter, and why. */
    public record Dropped(Source source, DropReason reason) {}

    /** Copies the lists. */
    public FusedEstimate {
        used = List.copyOf(used);
        dropped = List.copyOf(dropped);
    }

    /** The highest confidence among the sources given, 0 if none has one: what errors may be told apart by. */
    public double confidence() {
        return Stream.concat(used.stream().map(Used::source), dropped.stream().map(Dropped::source))
                .flatMapToDouble(source -> source.confidence().stream())
                .max()
                .orElse(0);
    }

    static FusedEstimate empty(String rule, Domain domain, List<Dropped> dropped) {
        EmptyReason reason = dropped.isEmpty() ? EmptyReason.NO_SOURCES : EmptyReason.ALL_DROPPED;
        return new FusedEstimate(
                rule, OptionalDouble.empty(), OptionalDouble.empty(), domain, List.of(), dropped, Optional.of(reason));
    }
}
