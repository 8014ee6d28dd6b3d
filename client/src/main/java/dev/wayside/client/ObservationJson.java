package dev.wayside.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Observations as they go over the wire. */
final class ObservationJson {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private ObservationJson() {}

    static ObjectNode of(CarrierObservation observation) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("carrier", observation.carrier())
                .put("cell", observation.cell())
                .put("sampleIntervalMillis", observation.sampleIntervalMillis());
        ArrayNode samples = json.putArray("rsrpDbm");
        for (double dbm : observation.rsrpDbm()) {
            samples.add(dbm);
        }
        return observation.bands() ? json.put("bands", true) : json;
    }

    /** A message of a stream; only streams can be reset. */
    static ObjectNode ofStream(CarrierObservation observation) {
        return observation.reset() ? of(observation).put("reset", true) : of(observation);
    }

    static ObjectNode of(VehicleObservation observation) {
        ObjectNode json = of(observation.signal());
        json.remove("bands");
        observation.secondsInCell().ifPresent(seconds -> json.put("secondsInCell", seconds));
        ObjectNode measured = json.putObject("measured");
        observation.measured().forEach((quantity, samples) -> {
            ArrayNode list = measured.putArray(quantity.field());
            samples.forEach(sample ->
                    list.addObject().put("ageMillis", sample.ageMillis()).put("value", sample.value()));
        });
        return json;
    }
}
