package dev.wayside.relay.config;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wayside.relay.schedule.LinkState;

/**
 * The state of the links in which a rule holds. All keys must be true at once; one or more is needed.
 *
 * @param maxCarriersUp max number of carriers that have a live path; 0 or above; any if absent
 * @param outagePredicted whether a carrier is predicted to fail in the next seconds; any if absent
 * @param historyAvailable whether the history predicts anything of any carrier, {@code false} also while it does not
 *     answer; any if absent
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record PolicyCondition(
        Optional<Integer> maxCarriersUp, Optional<Boolean> outagePredicted, Optional<Boolean> historyAvailable) {

    PolicyCondition {
        if (maxCarriersUp.isEmpty() && outagePredicted.isEmpty() && historyAvailable.isEmpty()) {
            throw new IllegalArgumentException(
                    "'when' is empty: set maxCarriersUp, outagePredicted or historyAvailable, or remove it");
        }
        if (maxCarriersUp.orElse(0) < 0) {
            throw new IllegalArgumentException("'maxCarriersUp' must be 0 or above, not " + maxCarriersUp.get());
        }
    }

    boolean holds(LinkState links) {
        return links.carriersUp() <= maxCarriersUp.orElse(Integer.MAX_VALUE)
                && outagePredicted.orElse(links.outagePredicted()) == links.outagePredicted()
                && historyAvailable.orElse(links.historyAvailable()) == links.historyAvailable();
    }
}
