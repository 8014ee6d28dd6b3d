package dev.wayside.relay.lab;

/** A schedule that can be replaced: the links stay while trips change. Safe for use by several threads. */
final class SwitchedSchedule implements LinkSchedule {

    private volatile LinkSchedule current;

    SwitchedSchedule(LinkSchedule first) {
        this.current = first;
    }

    void play(LinkSchedule next) {
        current = next;
    }

    @Override
    public LinkMoment at(double seconds) {
        return current.at(seconds);
    }
}
