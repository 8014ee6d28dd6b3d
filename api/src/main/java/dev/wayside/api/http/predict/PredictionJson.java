package dev.wayside.api.http.predict;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wayside.api.http.exchange.StrictJson;
import dev.wayside.matcher.Prediction;

/** A prediction as {@code POST /v1/predictions} answers it, for callers without the service. */
public final class PredictionJson {

    private PredictionJson() {}

    /** The JSON object; what is not known is left out. */
    public static ObjectNode of(Prediction prediction, int lookAheadMillis) {
        return StrictJson.toObject(PredictionResponse.of(prediction, lookAheadMillis));
    }
}
