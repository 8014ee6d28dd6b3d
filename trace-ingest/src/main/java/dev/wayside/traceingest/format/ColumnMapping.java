package dev.wayside.traceingest.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The meaning of a delimited log's columns, so that it can be read without a format of its own. Written in YAML;
 * Wayside includes some. Immutable.
 */
public final class ColumnMapping {

    private final String name;
    private final String description;
    private final MappedTime time;
    private final @Nullable String carrier;
    private final Map<CanonicalColumn, MappedColumn> columns;
    private final Set<String> missing;
    private final @Nullable NoCoverageMark noCoverage;

    ColumnMapping(
            String name,
            String description,
            MappedTime time,
            @Nullable String carrier,
            Map<CanonicalColumn, MappedColumn> columns,
            Set<String> missing,
            @Nullable NoCoverageMark noCoverage) {
        this.name = name;
        this.description = description;
        this.time = time;
        this.carrier = carrier;
        this.columns = columns;
        this.missing = missing;
        this.noCoverage = noCoverage;
    }

    /**
     * An included mapping, or one in a file.
     *
     * @param nameOrFile the name of one of {@link #shipped()}, else a path
     * @throws TraceIngestException if the file is not a mapping; names the field and the remedy
     * @throws IOException if the file cannot be read
     */
    public static ColumnMapping of(String nameOrFile) throws IOException {
        Optional<ColumnMapping> shipped = shipped().stream()
                .filter(mapping -> mapping.name.equals(nameOrFile))
                .findFirst();
        if (shipped.isPresent()) {
            return shipped.get();
        }
        try (InputStream yaml = Files.newInputStream(Path.of(nameOrFile))) {
            return MappingFile.read(nameOrFile, yaml);
        }
    }

    /** The included mappings. */
    public static List<ColumnMapping> shipped() {
        return ShippedMappings.ALL;
    }

    /** The name of the mapping, or its file. */
    public String name() {
        return name;
    }

    /** A description of the logs it is for. */
    public String description() {
        return description;
    }

    /** True if it can read a log with this header. */
    boolean fits(List<String> header) {
        return missingFrom(header).isEmpty();
    }

    /** The required columns that are missing. */
    List<String> missingFrom(List<String> header) {
        List<String> required = new ArrayList<>(time.from());
        columns.values().stream()
                .filter(column -> !column.optional())
                .forEach(column -> required.addAll(column.from()));
        if (noCoverage != null) {
            required.add(noCoverage.from());
        }
        return required.stream().filter(from -> positionIn(header, from) < 0).toList();
    }

    /** The position of a column in a header, from 0; -1 if it is absent. Blanks and case are ignored. */
    static int positionIn(List<String> header, String from) {
        String wanted = withoutBlanks(from);
        for (int i = 0; i < header.size(); i++) {
            if (withoutBlanks(header.get(i)).equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static String withoutBlanks(String columnName) {
        return columnName.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    }

    MappedTime time() {
        return time;
    }

    /** The carrier of all rows, or null if the log or an option names it. */
    @Nullable
    String carrier() {
        return carrier;
    }

    Map<CanonicalColumn, MappedColumn> columns() {
        return columns;
    }

    Set<String> missing() {
        return missing;
    }

    @Nullable
    NoCoverageMark noCoverage() {
        return noCoverage;
    }

    @Override
    public String toString() {
        return name + " " + time + " " + carrier + " " + columns + " " + missing + " " + noCoverage;
    }
}
