package dev.wayside.api.http.predict;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One prediction per observation, in their order. */
record PredictionsResponse(List<PredictionResponse> predictions) {

    static PredictionsResponse of(Iterator<PredictionResponse> predictions) {
        List<PredictionResponse> all = new ArrayList<>();
        predictions.forEachRemaining(all::add);
        return new PredictionsResponse(all);
    }
}
