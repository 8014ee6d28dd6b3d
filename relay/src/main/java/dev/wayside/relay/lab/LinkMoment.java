package dev.wayside.relay.lab;

/**
 * How a carrier's link is at one moment.
 *
 * @param downlinkBps rate towards the client
 * @param uplinkBps rate from the client
 * @param delayMillis one way
 * @param loss share of packets lost at random
 * @param dark whether nothing passes, silently
 */
record LinkMoment(double downlinkBps, double uplinkBps, double delayMillis, double loss, boolean dark) {}
