/**
 * The exact search of one cell: the nearest windows of its history to a query, one for each of the K nearest visits.
 *
 * <p>{@link dev.wayside.matcher.search.CellIndex} holds the cell's signal and runs searches; {@code WindowFilter}
 * explains how most of the work is avoided and why nothing is missed; {@code WindowArithmetic} has the inner loops, in
 * plain Java and, if the JVM has them, in vector instructions.
 */
@NullMarked
package dev.wayside.matcher.search;

import org.jspecify.annotations.NullMarked;
