package dev.wayside.relay.net;

import java.util.List;

import dev.wayside.relay.session.SessionStatus;

/** A relay that runs until it is closed. */
public interface RunningRelay extends AutoCloseable {

    /** Its sessions as they stand now. */
    List<SessionStatus> status() throws InterruptedException;

    /** Whether it can carry connections now. */
    boolean isReady() throws InterruptedException;

    /** Takes a forecast; false if forecasts are not given to this relay but to its edge. */
    default boolean take(PushedForecast forecast) throws InterruptedException {
        return false;
    }

    /** Takes nothing new, and waits until what is carried has ended, at most so long. */
    void drain(double seconds) throws InterruptedException;

    /** Resets what is still carried, and ends. */
    @Override
    void close();
}
