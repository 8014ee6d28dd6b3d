package dev.wayside.relay.schedule;

/**
 * The weights of scheduling.
 *
 * @param alpha brings bandwidth (bit/s) to the unit of 1/RTT (1/s): at 1e-6, 20 Mbit/s count as much as 50 ms
 * @param beta weighs loss
 * @param urgentWorth F of urgent and re-injected data
 * @param positionErrorMillis error of the place of a predicted failure, as time at the vehicle's speed
 */
public record ScheduleSettings(double alpha, double beta, double urgentWorth, double positionErrorMillis) {

    /** @throws IllegalArgumentException if a weight is negative or not a number */
    public ScheduleSettings {
        if (!(alpha >= 0 && beta >= 0 && urgentWorth >= 0 && positionErrorMillis >= 0)) {
            throw new IllegalArgumentException("weights of scheduling must not be negative: alpha " + alpha + ", beta "
                    + beta + ", worth " + urgentWorth + ", position error " + positionErrorMillis + " ms");
        }
    }

    /** The settings in use. Chosen: F of 1,000 outweighs any path's gain; 300 ms are 25 m at 300 km/h. */
    public static ScheduleSettings defaults() {
        return new ScheduleSettings(1e-6, 1, 1_000, 300);
    }
}
