package dev.wayside.datasets.line;

import java.util.List;

/**
 * One carrier's radio network along the line, the same every day.
 *
 * @param profile the carrier
 * @param cells all cells, in the order of the track
 * @param holes places without coverage
 * @param zones places with strong interference
 */
record CarrierNetwork(
        CarrierProfile profile, List<Cell> cells, List<CoverageHole> holes, List<InterferenceZone> zones) {
    CarrierNetwork {
        cells = List.copyOf(cells);
        holes = List.copyOf(holes);
        zones = List.copyOf(zones);
    }
}
