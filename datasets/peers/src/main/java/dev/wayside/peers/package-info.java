/**
 * Compares the window search with its alternatives. Never deployed.
 *
 * <p>{@link dev.wayside.peers.PeerComparison} has a {@code CellSource} make the history of a cell and drives that ask
 * about it, and lays each size of it in a {@code WorkloadFolder}. Every peer is a program that is run on such a folder
 * and prints {@code PeerResult}s as JSON, be it one of ours ({@code PeerProcess}) or a foreign one: so each has a JVM,
 * or a process, of its own. {@code ResultTable} puts what they say side by side.
 */
@NullMarked
package dev.wayside.peers;

import org.jspecify.annotations.NullMarked;
