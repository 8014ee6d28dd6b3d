package dev.wayside.relay.raw;

/**
 * The fields that fragments of one datagram share (RFC 791, section 3.2). Immutable.
 *
 * @param source IPv4 address, big-endian
 * @param destination IPv4 address, big-endian
 * @param protocol of IP, 0 to 255
 * @param id identification of the datagram
 */
record FragmentKey(int source, int destination, int protocol, int id) {}
