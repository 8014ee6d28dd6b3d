package dev.wayside.relay.config;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wayside.relay.schedule.LinkState;

/**
 * When a rule holds: all that is said must be so.
 *
 * @param carriersUpAtMost so few carriers give signs of life, or fewer
 * @param outageForetold whether a carrier is expected to fail
 * @param historyKnows whether anything is foretold of any carrier
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record PolicyCondition(
        Optional<Integer> carriersUpAtMost, Optional<Boolean> outageForetold, Optional<Boolean> historyKnows) {

    PolicyCondition {
        if (carriersUpAtMost.isEmpty() && outageForetold.isEmpty() && historyKnows.isEmpty()) {
            throw new IllegalArgumentException(
                    "'when' says nothing; it knows carriersUpAtMost, outageForetold, historyKnows");
        }
        if (carriersUpAtMost.orElse(0) < 0) {
            throw new IllegalArgumentException("'carriersUpAtMost' must be 0 or above, not " + carriersUpAtMost.get());
        }
    }

    boolean holds(LinkState links) {
        return links.carriersUp() <= carriersUpAtMost.orElse(Integer.MAX_VALUE)
                && outageForetold.orElse(links.outageForetold()) == links.outageForetold()
                && historyKnows.orElse(links.historyKnows()) == links.historyKnows();
    }
}
