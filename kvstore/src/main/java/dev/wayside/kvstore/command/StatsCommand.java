package dev.wayside.kvstore.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.StoreStatistics;
import dev.wayside.kvstore.StoreStatistics.CarrierStatistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wayside stats}: the contents of a store. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = "Shows the contents of a history store, carrier by carrier. Works while another process writes.",
        footer = {
            "",
            "Example:",
            "  wayside stats --store line-store",
            "  wayside stats --store line-store --json | jq .windows"
        })
public final class StatsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(names = "--json", description = "Print JSON for other programs.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        try (HistoryStore history = store.openReadOnly()) {
            StoreStatistics statistics = history.statistics();
            out.println(
                    json
                            ? JSON.writeValueAsString(toJson(history.settings(), statistics))
                            : toText(history.settings(), statistics));
        }
        return ExitCode.OK;
    }

    private String toText(StoreSettings settings, StoreStatistics statistics) {
        TextTable table = TextTable.forColumns(
                spec.commandLine().getColorScheme(),
                column(12),
                column(8),
                column(6),
                column(8),
                column(9),
                column(12),
                column(12),
                column(9),
                column(9),
                column(8));
        table.addRowValues(
                "carrier", "cells", "days", "traces", "visits", "samples", "windows", "handover", "failure", "outage");
        for (CarrierStatistics carrier : statistics.carriers()) {
            table.addRowValues(
                    carrier.carrier(),
                    count(carrier.cells()),
                    count(carrier.days().size()),
                    count(carrier.traces()),
                    count(carrier.visits()),
                    count(carrier.samples()),
                    count(carrier.windows()),
                    count(carrier.handovers().getOrDefault(HandoverKind.SUCCESS, 0L)),
                    count(carrier.handovers().getOrDefault(HandoverKind.FAILURE, 0L)),
                    count(carrier.handovers().getOrDefault(HandoverKind.OUTAGE, 0L)));
        }
        return table + settings.toText() + System.lineSeparator() + sizeLine(statistics);
    }

    private String sizeLine(StoreStatistics statistics) {
        if (statistics.diskBytes() == 0) {
            return count(statistics.windows()) + " windows";
        }
        String perWindow = statistics.windows() == 0
                ? ""
                : ", %.1f bytes a window".formatted((double) statistics.diskBytes() / statistics.windows());
        return "%s windows in %.1f MB on disk%s"
                .formatted(count(statistics.windows()), statistics.diskBytes() / 1e6, perWindow);
    }

    private static Map<String, Object> toJson(StoreSettings settings, StoreStatistics statistics) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sampleIntervalMillis", settings.sampleIntervalMillis());
        json.put("windowLength", settings.windowLength());
        json.put("windowStride", settings.windowStride());
        json.put("lookAheadMillis", settings.lookAheadMillis());
        json.put("maxGapMillis", settings.maxGapMillis());
        json.put("zone", settings.zone().getId());
        json.put("windows", statistics.windows());
        json.put("samples", statistics.samples());
        json.put("diskBytes", statistics.diskBytes());
        json.put(
                "carriers",
                statistics.carriers().stream().map(StatsCommand::toJson).toList());
        return json;
    }

    private static Map<String, Object> toJson(CarrierStatistics carrier) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("carrier", carrier.carrier());
        json.put("cells", carrier.cells());
        json.put("days", carrier.days().stream().map(Object::toString).toList());
        json.put("traces", carrier.traces());
        json.put("visits", carrier.visits());
        json.put("samples", carrier.samples());
        json.put("windows", carrier.windows());
        json.put("handovers", carrier.handovers());
        return json;
    }

    private static Column column(int width) {
        return new Column(width, 1, Overflow.SPAN);
    }

    private static String count(long number) {
        return "%,d".formatted(number);
    }
}
