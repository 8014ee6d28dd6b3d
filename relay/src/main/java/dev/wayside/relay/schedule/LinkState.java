package dev.wayside.relay.schedule;

/**
 * The state of the links that a policy can depend on, next to the flow.
 *
 * @param carriersUp number of carriers with a path that gives signs of life
 * @param outagePredicted true if a carrier is expected to fail in the next seconds
 * @param historyAvailable true if the history or another program predicts anything about any carrier
 */
public record LinkState(int carriersUp, boolean outagePredicted, boolean historyAvailable) {

    /** The state before the first path. */
    public static LinkState none() {
        return new LinkState(0, false, false);
    }
}
