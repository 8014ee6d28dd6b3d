package dev.wayside.relay.feed;

import java.util.OptionalDouble;

import dev.wayside.relay.context.PathForecast;

/**
 * A forecast for one carrier from another program.
 *
 * @param carrier the carrier
 * @param downlinkBps towards the vehicle, if known
 * @param uplinkBps from the vehicle, if known
 * @param confidence 0 to 1
 * @param outageInMillis from now until the expected outage, 0 to 1e9; empty if none is expected
 * @param outageMillis expected duration of the outage
 */
public record PushedForecast(
        String carrier,
        OptionalDouble downlinkBps,
        OptionalDouble uplinkBps,
        double confidence,
        OptionalDouble outageInMillis,
        double outageMillis) {

    /** @throws IllegalArgumentException if there is no carrier, or a number is out of its range */
    public PushedForecast {
        if (carrier == null || carrier.isBlank() || carrier.length() > 64) {
            throw new IllegalArgumentException("a forecast needs 'carrier', of at most 64 characters");
        }
        if (!(confidence >= 0 && confidence <= 1)
                || !(outageMillis >= 0)
                || negative(downlinkBps)
                || negative(uplinkBps)) {
            throw new IllegalArgumentException("'confidence' lies between 0 and 1, and no other number is negative");
        }
        if (!(outageInMillis.orElse(0) >= 0 && outageInMillis.orElse(0) <= PathForecast.MAX_MILLIS)) {
            throw new IllegalArgumentException("'outageInMillis' must be 0 to " + PathForecast.MAX_MILLIS);
        }
    }

    private static boolean negative(OptionalDouble value) {
        return value.isPresent() && !(value.getAsDouble() >= 0);
    }
}
