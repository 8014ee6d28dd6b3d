/** A generator of synthetic high-speed-rail lines. */
@NullMarked
package dev.wayside.datasets;

import org.jspecify.annotations.NullMarked;
