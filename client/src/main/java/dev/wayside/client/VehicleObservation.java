package dev.wayside.client;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A signal and what was measured with it, to be fused with the history.
 *
 * @param signal the newest RSRP samples; a reset has no effect here
 * @param secondsInCell for how long the cell has served, at most a day; long, if empty
 * @param measured samples of each quantity that is to be estimated, in any order
 */
public record VehicleObservation(
        CarrierObservation signal, OptionalDouble secondsInCell, Map<Quantity, List<MeasuredSample>> measured) {

    /** Copies the map. */
    public VehicleObservation {
        measured = Map.copyOf(measured);
    }
}
