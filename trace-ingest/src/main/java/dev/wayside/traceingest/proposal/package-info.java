/** A first mapping of an unknown log, from the names and values of its columns. */
@NullMarked
package dev.wayside.traceingest.proposal;

import org.jspecify.annotations.NullMarked;
