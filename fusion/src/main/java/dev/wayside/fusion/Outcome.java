package dev.wayside.fusion;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A training row: the sources of a moment on another day, and the truth. Immutable.
 *
 * @param sources as a rule would have received them, without that day in the history
 * @param truth the later measurement, in the quantity's unit
 */
public record Outcome(List<Source> sources, double truth) {

    /** @throws IllegalArgumentException if two sources share a name, or the truth is NaN, infinite or above 1e100 */
    public Outcome {
        sources = SourceOrder.byName(sources);
        Limits.requireValue("truth", truth);
    }

    Optional<Source> find(String name) {
        for (Source source : sources) {
            if (source.name().equals(name)) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }

    /** Truth minus the source's value, in a domain; empty if the source is absent. */
    OptionalDouble error(String source, Domain domain) {
        return find(source)
                .map(found -> OptionalDouble.of(domain.enter(truth) - domain.enter(found.value())))
                .orElse(OptionalDouble.empty());
    }
}
