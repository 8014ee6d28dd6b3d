/** The data model of the history (cells, visits, windows, performance, handovers) and the stores that keep it. */
@NullMarked
package dev.wayside.kvstore;

import org.jspecify.annotations.NullMarked;
