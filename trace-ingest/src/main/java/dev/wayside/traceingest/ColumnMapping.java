package dev.wayside.traceingest;

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
 * What the columns of a delimited log mean, so that it can be read without a format of its own. Written in YAML;
 * Wayside comes with some. Immutable.
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
     * A mapping that comes with Wayside, or one in a file.
     *
     * @param nameOrFile the name of one of {@link #shipped()}, else a path
     * @throws TraceIngestException if the file is no mapping; names the field and the remedy
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

    /** The mappings that come with Wayside. */
    public static List<ColumnMapping> shipped() {
        return ShippedMappings.ALL;
    }

    /** What it is called: its name, or its file. */
    public String name() {
        return name;
    }

    /** What logs it is for. */
    public String description() {
        return description;
    }

    /** Whether a log with this header can be read by it. */
    boolean fits(List<String> header) {
        return missingFrom(header).isEmpty();
    }

    /** The columns that must be there and are not. */
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

    /** Where a column stands in a header, from 0; -1 if it is not there. Blanks and case make no difference. */
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

    /** The carrier of all rows, or null if the log says it, or must be told. */
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
