package dev.wayside.relay.lab.link;

/** A schedule that can be replaced: the links stay while trips change. Safe for use by several threads. */
public final class SwitchedSchedule implements LinkSchedule {

    private volatile LinkSchedule current;

    public SwitchedSchedule(LinkSchedule first) {
        this.current = first;
    }

    public void play(LinkSchedule next) {
        current = next;
    }

    @Override
    public LinkMoment at(double seconds) {
        return current.at(seconds);
    }
}
