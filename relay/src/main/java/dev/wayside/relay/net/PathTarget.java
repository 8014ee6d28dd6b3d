package dev.wayside.relay.net;

/**
 * Where an edge keeps a path open.
 *
 * @param device the interface
 * @param carrier whose network it is on
 * @param cloud address and port of the cloud relay
 * @param up whether the path stands now
 */
public record PathTarget(String device, String carrier, String cloud, boolean up) {}
