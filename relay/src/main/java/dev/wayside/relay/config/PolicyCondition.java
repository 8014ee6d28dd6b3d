package dev.wayside.relay.config;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wayside.relay.schedule.LinkState;

/**
 * The condition of a rule. All settings that are present must match.
 *
 * @param maxCarriersUp max number of carriers that give signs of life
 * @param outagePredicted true if a carrier is expected to fail
 * @param historyAvailable true if anything is predicted about any carrier
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
