package dev.wayside.relay.history;

import java.util.List;

import dev.wayside.client.CarrierObservation;
import dev.wayside.client.CarrierPrediction;

/** An asynchronous client of the history: it returns at once, and always replies later, on the thread that asked. */
@FunctionalInterface
public interface PredictionSource {

    /** Asks about all of a vehicle's carriers in one request. */
    void ask(List<CarrierObservation> observations, Reply reply);

    /** A receiver of the reply. Exactly one of its methods is called, once. */
    interface Reply {

        /** Called with a prediction for each observation, in their order, not checked yet. */
        void answered(List<CarrierPrediction> predictions, long nowNanos);

        /** Called if there is no answer. */
        void failed(String why, long nowNanos);
    }
}
