package dev.wayside.api.http.browse;

import java.util.List;
import java.util.Map;

import dev.wayside.kvstore.HandoverKind;

/**
 * Counts of one cell.
 *
 * @param carrier the carrier
 * @param cell cell id
 * @param days days with a visit, in order
 * @param visits visits
 * @param windows full-length windows
 * @param handovers handovers out of the cell by kind; every kind is there
 */
record CellSummaryResponse(
        String carrier, String cell, List<String> days, long visits, long windows, Map<HandoverKind, Long> handovers) {}
