/** From the rows of a trace to visits and handovers on the store's grid. */
@NullMarked
package dev.wayside.traceingest.assembly;

import org.jspecify.annotations.NullMarked;
