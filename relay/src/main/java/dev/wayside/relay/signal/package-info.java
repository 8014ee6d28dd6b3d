/** Where signal comes from: logs played again, and what modems say in their own words. */
@NullMarked
package dev.wayside.relay.signal;

import org.jspecify.annotations.NullMarked;
