package dev.wayside.client;

/** Told what comes over a stream, one after the other. Must not block: what follows waits. */
public interface StreamListener {

    /** A carrier's prediction is another now. */
    void predicted(CarrierPrediction prediction);

    /** The service passed a message over. */
    default void refused(String detail) {}

    /** The connection has ended, and with it the stream; open another. */
    default void ended(String why) {}
}
