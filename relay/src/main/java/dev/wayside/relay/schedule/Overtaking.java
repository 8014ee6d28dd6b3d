package dev.wayside.relay.schedule;

/** A rule for opportunistic re-injection: when to send data of a slow path once more on another path that is idle. */
@FunctionalInterface
interface Overtaking {

    /** A rule that never overtakes: data stays on its path as long as the path lives. */
    Overtaking NEVER = (remainingMillis, otherMillis) -> false;

    /** Chosen: a quarter sooner, so that an estimate that is a little off causes no copies. */
    double MIN_GAIN = 1.25;

    /** Chosen: a few ticks of the relay's loop, by which timers and acknowledgements are late. */
    double MARGIN_MILLIS = 20;

    /** A rule that overtakes if the other path delivers clearly sooner. */
    Overtaking WHERE_IT_GAINS =
            (remainingMillis, otherMillis) -> remainingMillis > MIN_GAIN * otherMillis + MARGIN_MILLIS;

    /**
     * True if overtaking pays.
     *
     * @param remainingMillis time until the data arrives on its present path
     * @param otherMillis time until a copy would arrive on the other path
     */
    boolean pays(double remainingMillis, double otherMillis);
}
