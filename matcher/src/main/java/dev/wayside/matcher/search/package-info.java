/**
 * The exact search of one cell: which windows of its history are nearest to a query, one for each of the K nearest
 * visits.
 *
 * <p>{@link dev.wayside.matcher.search.CellIndex} holds the cell's signal and answers; {@code WindowFilter} says how
 * most of the work is avoided and why nothing is missed; {@code WindowArithmetic} is the inner loops, in plain Java
 * and, where the JVM has them, in vector instructions.
 */
@NullMarked
package dev.wayside.matcher.search;

import org.jspecify.annotations.NullMarked;
