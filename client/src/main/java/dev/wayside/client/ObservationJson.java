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
        return json;
    }
}
