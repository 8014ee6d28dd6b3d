package dev.wayside.datasets.line;

/**
 * A disconnection that has ended.
 *
 * @param kind how it ended
 * @param startMillis when the link went away, since the start of the trip
 * @param disconnectionMillis how long it was away
 * @param fromCell the cell left, by its place in the network's list
 * @param toCell the cell entered; may be the same one
 */
record Disconnection(DisconnectionKind kind, long startMillis, double disconnectionMillis, int fromCell, int toCell) {
    double endMillis() {
        return startMillis + disconnectionMillis;
    }
}
