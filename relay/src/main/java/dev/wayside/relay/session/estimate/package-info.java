/** The estimated bandwidth, round trip and loss of a path: measurements fused with the history's forecast. */
@NullMarked
package dev.wayside.relay.session.estimate;

import org.jspecify.annotations.NullMarked;
