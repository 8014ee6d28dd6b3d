/** Flows as a policy sees them: their ends, the bytes they offer, their kind and class. */
@NullMarked
package dev.wayside.relay.session.flow;

import org.jspecify.annotations.NullMarked;
