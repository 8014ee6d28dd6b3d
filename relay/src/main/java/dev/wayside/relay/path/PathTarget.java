package dev.wayside.relay.path;

/**
 * A place where an edge keeps a path open.
 *
 * @param device the interface
 * @param carrier of the interface
 * @param cloud host and port of the cloud relay, as configured
 * @param up whether the path is open now
 * @param problem why it is not open, or what is wrong with it; empty if nothing is known
 */
public record PathTarget(String device, String carrier, String cloud, boolean up, String problem) {}
