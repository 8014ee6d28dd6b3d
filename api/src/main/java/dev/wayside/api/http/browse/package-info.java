/** Calls that show what the store holds: carriers, cells, windows, handovers, passes, status. */
@NullMarked
package dev.wayside.api.http.browse;

import org.jspecify.annotations.NullMarked;
