package dev.wayside.relay.schedule;

/**
 * What a policy may depend on beside the flow.
 *
 * @param carriersUp carriers with a path that gives signs of life
 * @param outagePredicted whether a carrier is expected to fail in the seconds ahead
 * @param historyAvailable whether anything is predicted of any carrier, by the history or another program
 */
public record LinkState(int carriersUp, boolean outagePredicted, boolean historyAvailable) {

    /** Before there is a path. */
    public static LinkState none() {
        return new LinkState(0, false, false);
    }
}
