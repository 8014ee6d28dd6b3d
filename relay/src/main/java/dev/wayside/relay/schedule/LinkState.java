package dev.wayside.relay.schedule;

/**
 * What a policy may depend on beside the flow.
 *
 * @param carriersUp carriers with a path that gives signs of life
 * @param outageForetold whether a carrier is expected to fail in the seconds ahead
 * @param historyKnows whether anything is foretold of any carrier, by the history or another program
 */
public record LinkState(int carriersUp, boolean outageForetold, boolean historyKnows) {

    /** Before there is a path. */
    public static LinkState none() {
        return new LinkState(0, false, false);
    }
}
