package dev.wayside.relay.path;

import dev.wayside.relay.config.HostPort;

/**
 * The state that the paths of all lanes over one uplink to one address share.
 *
 * @param cloud the address, as configured
 * @param missing the reason why there is no path
 * @param addresses that the name has now
 * @param size of packets
 */
record CloudTarget(HostPort cloud, MissingPath missing, CloudAddresses addresses, PacketSize size) {}
