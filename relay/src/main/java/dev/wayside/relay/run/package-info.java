/** The running edge and cloud relays, put together from paths, streams, raw packets and contexts, and their reloads. */
@NullMarked
package dev.wayside.relay.run;

import org.jspecify.annotations.NullMarked;
