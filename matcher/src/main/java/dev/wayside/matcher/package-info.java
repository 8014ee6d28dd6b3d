/** Exact window search within one cell, and the prediction read from what followed. */
@NullMarked
package dev.wayside.matcher;

import org.jspecify.annotations.NullMarked;
