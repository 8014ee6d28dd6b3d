package dev.wayside.relay.lab.link;

/** A link over time. Immutable. */
@FunctionalInterface
public interface LinkSchedule {

    /** The state at a time after the start of the scenario. */
    LinkMoment at(double seconds);
}
