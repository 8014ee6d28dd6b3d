package dev.wayside.relay.path;

/**
 * Where an edge keeps a path open.
 *
 * @param device the interface
 * @param carrier whose network it is on
 * @param cloud host and port of the cloud relay, as configured
 * @param up whether the path is open now
 * @param problem why it is not, or what is wrong with it; empty if nothing is known
 */
public record PathTarget(String device, String carrier, String cloud, boolean up, String problem) {}
