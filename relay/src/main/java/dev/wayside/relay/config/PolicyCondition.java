package dev.wayside.relay.config;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wayside.relay.schedule.LinkState;

/**
 * When a rule holds: all that is said must be so.
 *
 * @param maxCarriersUp so few carriers give signs of life, or fewer
 * @param outagePredicted whether a carrier is expected to fail
 * @param historyAvailable whether anything is predicted of any carrier
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record PolicyCondition(
        Optional<Integer> maxCarriersUp, Optional<Boolean> outagePredicted, Optional<Boolean> historyAvailable) {

    PolicyCondition {
        if (maxCarriersUp.isEmpty() && outagePredicted.isEmpty() && historyAvailable.isEmpty()) {
            throw new IllegalArgumentException(
                    "'when' says nothing; it knows maxCarriersUp, outagePredicted, historyAvailable");
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
