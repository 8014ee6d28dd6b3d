/** The {@code wayside-relay} program: edge, cloud, and the lab to try them in. */
@NullMarked
package dev.wayside.relay;

import org.jspecify.annotations.NullMarked;
