package dev.wayside.relay.lab.link;

/**
 * The state of a carrier's link at one moment.
 *
 * @param downlinkBps rate towards the client
 * @param uplinkBps rate from the client
 * @param delayMillis one way
 * @param loss share of packets lost at random
 * @param dark true if nothing passes, silently
 */
public record LinkMoment(double downlinkBps, double uplinkBps, double delayMillis, double loss, boolean dark) {}
