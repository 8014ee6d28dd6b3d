/** Reloads of a configuration: one at a time, with a report of what was applied and what needs a restart. */
@NullMarked
package dev.wayside.relay.reload;

import org.jspecify.annotations.NullMarked;
