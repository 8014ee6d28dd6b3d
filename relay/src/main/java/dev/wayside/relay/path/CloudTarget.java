package dev.wayside.relay.path;

import dev.wayside.relay.config.HostPort;

/**
 * What the paths of all lanes over one uplink to one address share.
 *
 * @param cloud the address, as configured
 * @param missing says why there is no path
 * @param addresses what the name means now
 * @param size of packets
 */
record CloudTarget(HostPort cloud, MissingPath missing, CloudAddresses addresses, PacketSize size) {}
