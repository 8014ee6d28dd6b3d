/** The data model of the history (cells, visits, windows, performance, handovers) and the contract of its stores. */
@NullMarked
package dev.wayside.kvstore;

import org.jspecify.annotations.NullMarked;
