package dev.wayside.traceingest.format;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.wayside.traceingest.row.TraceIngestException;
import org.jspecify.annotations.Nullable;

/** A reader of a mapping file; every error names the file, the field and the remedy. */
final class MappingFile {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<CanonicalColumn> REQUIRED = EnumSet.of(CanonicalColumn.CELL, CanonicalColumn.RSRP_DBM);
    private static final Set<CanonicalColumn> MAPPABLE =
            EnumSet.complementOf(EnumSet.of(CanonicalColumn.TIME, CanonicalColumn.EVENT));

    private final String name;

    private MappingFile(String name) {
        this.name = name;
    }

    /**
     * Reads a mapping.
     *
     * @param name of the mapping or its file
     * @throws TraceIngestException if it is invalid
     */
    static ColumnMapping read(String name, InputStream yaml) throws IOException {
        MappingFile file = new MappingFile(name);
        try {
            return file.mapping(YAML.readTree(yaml));
        } catch (JsonProcessingException e) {
            throw file.wrong(
                    "line " + (e.getLocation() == null ? "1" : e.getLocation().getLineNr()),
                    "not YAML (" + e.getOriginalMessage().lines().findFirst().orElse("") + "); fix it");
        }
    }

    private ColumnMapping mapping(JsonNode root) {
        if (!root.isObject()) {
            throw wrong("the file", "holds no fields; begin with time: and columns:");
        }
        requireKnown(root, "", Set.of("description", "time", "missing", "carrier", "no_coverage", "columns"));
        return new ColumnMapping(
                name,
                root.path("description").asText(""),
                time(root.path("time")),
                root.has("carrier") ? text(root.path("carrier"), "carrier") : null,
                columns(root.path("columns")),
                texts(root.path("missing"), "missing"),
                root.has("no_coverage") ? noCoverage(root.path("no_coverage")) : null);
    }

    private MappedTime time(JsonNode node) {
        if (!node.isObject()) {
            throw wrong("time", "missing; give from: (one column or several) and pattern:");
        }
        requireKnown(node, "time.", Set.of("from", "pattern", "zone"));
        String pattern = text(node.path("pattern"), "time.pattern");
        if (!pattern.equals(MappedTime.EPOCH_MILLIS) && !pattern.equals(MappedTime.EPOCH_SECONDS)) {
            try {
                MappedTime.formatter(pattern);
            } catch (IllegalArgumentException e) {
                throw wrong(
                        "time.pattern",
                        "'" + pattern + "' is not a pattern (" + e.getMessage()
                                + "); write one such as yyyy-MM-dd HH:mm:ss, or " + MappedTime.EPOCH_MILLIS + " or "
                                + MappedTime.EPOCH_SECONDS);
            }
        }
        return new MappedTime(from(node, "time"), pattern, node.has("zone") ? zone(node.path("zone")) : null);
    }

    private ZoneId zone(JsonNode node) {
        String zone = text(node, "time.zone");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw wrong("time.zone", "unknown zone '" + zone + "'; write one such as Europe/Berlin or UTC");
        }
    }

    private NoCoverageMark noCoverage(JsonNode node) {
        requireKnown(node, "no_coverage.", Set.of("from", "values"));
        Set<String> values = texts(node.path("values"), "no_coverage.values");
        if (values.isEmpty()) {
            throw wrong("no_coverage.values", "missing; list the column's values without coverage");
        }
        return new NoCoverageMark(text(node.path("from"), "no_coverage.from"), values);
    }

    private Map<CanonicalColumn, MappedColumn> columns(JsonNode node) {
        Map<CanonicalColumn, MappedColumn> columns = new EnumMap<>(CanonicalColumn.class);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String field = "columns." + entry.getKey();
            CanonicalColumn column = CanonicalColumn.find(entry.getKey())
                    .filter(MAPPABLE::contains)
                    .orElseThrow(() -> wrong(field, "no such column; use " + names(MAPPABLE)));
            columns.put(column, column(column, entry.getValue(), field));
        }
        for (CanonicalColumn column : REQUIRED) {
            if (!columns.containsKey(column)) {
                throw wrong("columns." + column.columnName(), "missing; " + names(REQUIRED) + " are required");
            }
        }
        return Collections.unmodifiableMap(columns);
    }

    private MappedColumn column(CanonicalColumn column, JsonNode node, String field) {
        if (!node.isObject()) {
            throw wrong(field, "give from: (the log's column), and unit: if it is not in the unit of the name");
        }
        requireKnown(node, field + ".", Set.of("from", "unit", "factor", "missing", "optional"));
        List<String> from = from(node, field);
        if (from.size() > 1 && !MappedUnits.of(column).isEmpty()) {
            throw wrong(field + ".from", "a number comes from one column; name one");
        }
        return new MappedColumn(
                from,
                factor(column, node, field),
                texts(node.path("missing"), field + ".missing"),
                node.path("optional").asBoolean(false));
    }

    private double factor(CanonicalColumn column, JsonNode node, String field) {
        if (node.has("factor")) {
            double factor = node.path("factor").asDouble(Double.NaN);
            if (Double.isNaN(factor) || node.has("unit")) {
                throw wrong(field + ".factor", "give one number, without unit:");
            }
            return factor;
        }
        if (!node.has("unit")) {
            return 1;
        }
        Map<String, Double> units = MappedUnits.of(column);
        Double factor = units.get(text(node.path("unit"), field + ".unit"));
        if (factor == null) {
            throw wrong(
                    field + ".unit",
                    "no such unit for it; "
                            + (units.isEmpty() ? "leave it out" : "use " + String.join(", ", units.keySet()))
                            + ", or factor:");
        }
        return factor;
    }

    private List<String> from(JsonNode node, String field) {
        List<String> from = new ArrayList<>(texts(node.path("from"), field + ".from"));
        if (from.isEmpty()) {
            throw wrong(field + ".from", "missing; name the log's column as its header does");
        }
        return List.copyOf(from);
    }

    /** One text, or a list of them, in their order. */
    private Set<String> texts(JsonNode node, String field) {
        Set<String> texts = new LinkedHashSet<>();
        if (node.isArray()) {
            node.forEach(element -> texts.add(text(element, field)));
        } else if (!node.isMissingNode()) {
            texts.add(text(node, field));
        }
        return Collections.unmodifiableSet(texts);
    }

    private String text(@Nullable JsonNode node, String field) {
        if (node == null || !node.isValueNode() || node.isNull()) {
            throw wrong(field, "missing or not a plain text; write it in quotes");
        }
        return node.asText();
    }

    private void requireKnown(JsonNode node, String prefix, Set<String> known) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!known.contains(entry.getKey())) {
                throw wrong(
                        prefix + entry.getKey(),
                        "no such field; use " + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    private static String names(Collection<CanonicalColumn> columns) {
        return columns.stream().map(CanonicalColumn::columnName).collect(Collectors.joining(", "));
    }

    private TraceIngestException wrong(String field, String what) {
        return new TraceIngestException("mapping " + name + ": " + field + ": " + what);
    }
}
