package dev.wayside.api.http.predict;

import java.util.List;

/** Answer of {@code POST /v1/predictions}. */
record PredictionsResponse(List<PredictionResponse> predictions) {}
