package dev.wayside.datasets.evaluation;

import java.util.List;

/** What may foretell a handover or a disruption. */
enum EventSign {
    RSRP(0, "rsrp"),
    SLOPE(1, "slope-3s"),
    NEIGHBOUR(2, "neighbour-above-serving"),
    NEIGHBOUR_SLOPE(3, "neighbour-slope-3s"),
    IN_CELL(4, "log-seconds-in-cell"),
    MATCH_HANDOVER(5, "match-handover"),
    CELL_HANDOVER(6, "cell-handover"),
    MATCH_DISRUPTION(7, "match-disruption"),
    CELL_DISRUPTION(8, "cell-disruption"),
    CONFIDENCE(9, "confidence");

    /** Those that need no history. */
    static final List<EventSign> RADIO = List.of(RSRP, SLOPE, NEIGHBOUR, NEIGHBOUR_SLOPE, IN_CELL);

    private final int place;
    private final String feature;

    EventSign(int place, String feature) {
        this.place = place;
        this.feature = feature;
    }

    String feature() {
        return feature;
    }

    /** Where its value lies in an array of all. */
    int place() {
        return place;
    }
}
