package dev.wayside.fusion;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is taken for the error variance of each source. */
interface VarianceModel {

    /** Why the source must not enter at all, whatever the others say. */
    Optional<DropReason> objection(Source source);

    /** One variance per source, at least 0, in the rule's domain; may depend on which others there are. */
    List<OptionalDouble> variances(List<Source> sources);
}
