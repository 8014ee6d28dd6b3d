/** Clients' TCP connections: accepted at the edge in place of their servers, and opened to the servers at the cloud. */
@NullMarked
package dev.wayside.relay.stream;

import org.jspecify.annotations.NullMarked;
