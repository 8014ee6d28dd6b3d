package dev.wayside.relay.lab;

/** How a link is over time. Immutable. */
@FunctionalInterface
interface LinkSchedule {

    /** At so many seconds after the scenario's start. */
    LinkMoment at(double seconds);
}
