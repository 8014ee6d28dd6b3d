package dev.wayside.api.http.predict;

import java.util.Map;

import dev.wayside.fusion.ShortTermSamples;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Quantity;
import dev.wayside.matcher.Observation;

/**
 * A vehicle's observation, and its own measurements.
 *
 * @param asked the cell under the names that the vehicle sent
 */
record Vehicle(CellKey asked, Observation observation, Map<Quantity, ShortTermSamples> measured) {

    /** A vehicle that does not send its time in the cell is treated as long in it. */
    int samplesInVisit() {
        return observation.samplesInVisit().orElse(Integer.MAX_VALUE);
    }
}
