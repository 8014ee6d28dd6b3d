package dev.wayside.datasets.line;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A summary as people and as programs read it.
 *
 * @param folder where the files are
 * @param summary what they hold
 */
record LineSummaryText(Path folder, LineSummary summary) {

    private static final ObjectMapper JSON = new ObjectMapper();

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

    String asJson() {
        LineSummary.Handovers handovers = summary.handovers();
        Fields fields = new Fields(
                summary.files(),
                summary.rows(),
                summary.trips(),
                summary.lengthKm(),
                summary.cellsByCarrier(),
                new HandoverFields(handovers.successes(), handovers.failures(), handovers.outages()));
        try {
            return JSON.writeValueAsString(fields) + '\n';
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a summary is plain values", e);
        }
    }

    /** The fields of the JSON text; their names are part of the command's output. */
    private record Fields(
            int files,
            long rows,
            int trips,
            @JsonProperty("length_km") int lengthKm,
            Map<String, Integer> cells,
            HandoverFields handovers) {}

    private record HandoverFields(long success, long failure, long outage) {}
}
