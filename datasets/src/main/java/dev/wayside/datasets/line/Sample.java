package dev.wayside.datasets.line;

import java.time.Instant;
import java.util.Optional;

/**
 * One row of a trace.
 *
 * @param time when
 * @param place where the train is
 * @param link what the phone sees; empty while it is cut off
 * @param ended what ended just before this row, on the first row with a cell again
 */
record Sample(Instant time, Place place, Optional<Link> link, Optional<DisconnectionKind> ended) {
    /** Degrees and metres per second. */
    record Place(double latitude, double longitude, double speedMps) {}

    /** The serving cell, its RSRP in dBm, and the performance. */
    record Link(String cell, double rsrpDbm, Quality quality) {}
}
