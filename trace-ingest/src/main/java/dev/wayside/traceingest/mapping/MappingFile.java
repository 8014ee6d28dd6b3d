package dev.wayside.traceingest.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.wayside.traceingest.row.TraceIngestException;
import org.jspecify.annotations.Nullable;

/** A reader of a mapping file. */
final class MappingFile {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> FIELDS = Set.of(
            "description",
            "text",
            "records",
            "time",
            "missing",
            "decimal",
            "thousands",
            "rows",
            "neighbours",
            "carrier",
            "no_coverage",
            "columns");

    private MappingFile() {}

    /**
     * Reads a mapping.
     *
     * @param name of the mapping or its file
     * @throws TraceIngestException if it is invalid; names the file, the field and the remedy
     */
    static ColumnMapping read(String name, InputStream yaml) throws IOException {
        try {
            return mapping(new MappingField(name, "", YAML.readTree(yaml)));
        } catch (JsonProcessingException e) {
            throw new MappingField(
                            name,
                            "line "
                                    + (e.getLocation() == null
                                            ? "1"
                                            : e.getLocation().getLineNr()),
                            YAML.missingNode())
                    .wrong("not YAML ("
                            + e.getOriginalMessage().lines().findFirst().orElse("") + "); fix it");
        }
    }

    private static ColumnMapping mapping(MappingField root) {
        if (!root.isObject()) {
            throw root.wrong("holds no fields; begin with time: and columns:");
        }
        root.requireKnown(FIELDS);
        return new ColumnMapping(
                root.mapping(),
                root.node().path("description").asText(""),
                MappedText.read(root.at("text")),
                root.has("records") ? root.at("records").text() : null,
                MappedTimeField.read(root.at("time")),
                columns(root),
                numbers(root),
                RowFilter.read(root.at("rows"), root.at("neighbours")),
                noCoverage(root.at("no_coverage")));
    }

    private static NumberText numbers(MappingField root) {
        char decimal = root.at("decimal").character('.');
        char thousands = root.at("thousands").character(NumberText.NONE);
        if (decimal == thousands) {
            throw root.at("thousands").wrong("is the decimal mark too; give another, or leave it out");
        }
        return new NumberText(decimal, thousands);
    }

    private static @Nullable NoCoverageMark noCoverage(MappingField field) {
        if (!field.exists()) {
            return null;
        }
        field.requireKnown(Set.of("from", "values"));
        Set<String> values = field.at("values").texts();
        if (values.isEmpty()) {
            throw field.at("values").wrong("missing; list the column's values without coverage");
        }
        return new NoCoverageMark(field.at("from").column(), values);
    }

    private static Map<MappedTarget, MappedColumn> columns(MappingField root) {
        Set<String> missing = root.at("missing").texts();
        MappingField all = root.at("columns");
        Map<MappedTarget, MappedColumn> columns = new EnumMap<>(MappedTarget.class);
        for (String name : all.keys()) {
            MappedTarget column = MappedTarget.find(name)
                    .orElseThrow(() -> all.at(name)
                            .wrong("no such column; use " + MappedTarget.names(List.of(MappedTarget.values()))));
            columns.put(column, MappedColumnField.read(column, all.at(name), missing));
        }
        MappingField carrier = root.at("carrier");
        if (carrier.exists()) {
            if (columns.containsKey(MappedTarget.CARRIER)) {
                throw carrier.wrong("given here and in columns:; remove one");
            }
            columns.put(MappedTarget.CARRIER, MappedColumnField.readCarrier(carrier, missing));
        }
        for (MappedTarget column : MappedTarget.required()) {
            if (!columns.containsKey(column)) {
                throw all.at(column.columnName())
                        .wrong("missing; " + MappedTarget.names(MappedTarget.required()) + " are required");
            }
        }
        return Collections.unmodifiableMap(columns);
    }
}
