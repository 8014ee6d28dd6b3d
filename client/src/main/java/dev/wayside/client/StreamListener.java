package dev.wayside.client;

/** Listener of a stream, called with one message after the other. Must not block: later messages wait. */
public interface StreamListener {

    /** The prediction of a carrier has changed. */
    void predicted(CarrierPrediction prediction);

    /** The service has stored rows of a trip for good; it has this number of rows. */
    default void acknowledged(String trip, int rows) {}

    /** The service ignored a message. */
    default void refused(String detail) {}

    /** The connection has ended, and with it the stream; open another. */
    default void ended(String why) {}
}
