package dev.wayside.api.http.predict;

import java.util.Map;

import dev.wayside.fusion.ShortTermSamples;
import dev.wayside.kvstore.Quantity;
import dev.wayside.matcher.Observation;

/** What a vehicle sees, and what it has measured by itself. */
record Vehicle(Observation observation, Map<Quantity, ShortTermSamples> measured) {

    /** Who does not say for how long the cell has served is taken to be long in it. */
    int samplesInVisit() {
        return observation.samplesInVisit().orElse(Integer.MAX_VALUE);
    }
}
