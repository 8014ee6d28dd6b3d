/** The sources of signal: replayed logs, and the answers of modems. */
@NullMarked
package dev.wayside.relay.signal;

import org.jspecify.annotations.NullMarked;
