package dev.wayside.fusion;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The model of the error variance of each source. */
interface VarianceModel {

    /** The reason to drop the source, regardless of the others. */
    Optional<DropReason> objection(Source source);

    /** One variance per source, at least 0, in the rule's domain; may depend on the other sources. */
    List<OptionalDouble> variances(List<Source> sources);
}
