package dev.wayside.relay.history;

import java.util.List;

import dev.wayside.client.CarrierObservation;
import dev.wayside.client.CarrierPrediction;

/** Asks the history, elsewhere: returns at once, and always replies, later, on the thread that asked. */
@FunctionalInterface
public interface PredictionSource {

    /** Asks for all of a vehicle's carriers at once. */
    void ask(List<CarrierObservation> observations, Reply reply);

    /** Exactly one of the two is called, once. */
    interface Reply {

        /** One prediction for each observation, in their order; not checked yet. */
        void answered(List<CarrierPrediction> predictions, long nowNanos);

        /** There is no answer. */
        void failed(String why, long nowNanos);
    }
}
