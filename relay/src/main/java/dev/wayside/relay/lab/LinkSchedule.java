package dev.wayside.relay.lab;

/** A link over time. Immutable. */
@FunctionalInterface
interface LinkSchedule {

    /** The state at a time after the start of the scenario. */
    LinkMoment at(double seconds);
}
