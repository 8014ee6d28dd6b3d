package dev.wayside.relay.schedule;

/** Whether what lies on a slow path is sent once more on another that has nothing to do: opportunistic re-injection. */
@FunctionalInterface
interface Overtaking {

    /** Never: what was put on a path stays there as long as it lives. */
    Overtaking NEVER = (remainingMillis, otherMillis) -> false;

    /**
     * If it gains a quarter, and more than timers and acknowledgements are late by: what is reckoned is never exact.
     */
    Overtaking WHERE_IT_GAINS = (remainingMillis, otherMillis) -> remainingMillis > 1.25 * otherMillis + 20;

    /**
     * Whether it pays.
     *
     * @param remainingMillis until it will have been delivered where it is
     * @param otherMillis until it would have been on the other path
     */
    boolean pays(double remainingMillis, double otherMillis);
}
