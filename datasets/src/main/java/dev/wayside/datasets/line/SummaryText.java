package dev.wayside.datasets.line;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A summary as people and as programs read it.
 *
 * @param folder where the files are
 * @param summary what they hold
 */
record SummaryText(Path folder, LineSummary summary) {
    String asTable() {
        LineSummary.Handovers handovers = summary.handovers();
        String cells = summary.cellsByCarrier().entrySet().stream()
                .map(cell -> cell.getKey() + " " + cell.getValue())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                """
                Line       %d km
                Trips      %d
                Files      %,d in %s
                Rows       %,d
                Cells      %s
                Handovers  %,d: %,d success, %,d failure, %,d outage
                """,
                summary.lengthKm(),
                summary.trips(),
                summary.files(),
                folder,
                summary.rows(),
                cells,
                handovers.total(),
                handovers.successes(),
                handovers.failures(),
                handovers.outages());
    }

    /** Names and numbers only: nothing here needs escaping. */
    String asJson() {
        LineSummary.Handovers handovers = summary.handovers();
        String cells = summary.cellsByCarrier().entrySet().stream()
                .map(SummaryText::member)
                .collect(Collectors.joining(","));
        return String.format(
                Locale.ROOT,
                """
                {"files":%d,"rows":%d,"trips":%d,"length_km":%d,"cells":{%s},\
                "handovers":{"success":%d,"failure":%d,"outage":%d}}
                """,
                summary.files(),
                summary.rows(),
                summary.trips(),
                summary.lengthKm(),
                cells,
                handovers.successes(),
                handovers.failures(),
                handovers.outages());
    }

    private static String member(Map.Entry<String, Integer> cell) {
        return '"' + cell.getKey() + "\":" + cell.getValue();
    }
}
