package dev.wayside.relay.feed;

import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.relay.context.CarrierSignal;

/**
 * A carrier's cell and signal from another program; without both there is no coverage.
 *
 * @param carrier of an uplink
 * @param cell id in the form of the history
 * @param rsrpDbm -156 to -31
 */
public record PushedSignal(String carrier, Optional<String> cell, OptionalDouble rsrpDbm) {

    /** @throws IllegalArgumentException if there is no carrier */
    public PushedSignal {
        if (carrier == null || carrier.isBlank()) {
            throw new IllegalArgumentException("a signal needs 'carrier'");
        }
    }

    CarrierSignal signal() {
        return new CarrierSignal(cell, rsrpDbm);
    }
}
