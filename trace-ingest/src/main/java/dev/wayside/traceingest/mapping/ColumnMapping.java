package dev.wayside.traceingest.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.wayside.traceingest.row.TraceIngestException;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a log's columns, so that it can be read without a format of its own. Written in YAML; Wayside includes
 * some. Immutable.
 */
public final class ColumnMapping {

    private static final Pattern BLANKS = Pattern.compile("\\s");

    private final String name;
    private final String description;
    private final MappedText text;
    private final @Nullable String records;
    private final MappedTime time;
    private final Map<MappedTarget, MappedColumn> columns;
    private final NumberText numbers;
    private final RowFilter rows;
    private final @Nullable NoCoverageMark noCoverage;

    ColumnMapping(
            String name,
            String description,
            MappedText text,
            @Nullable String records,
            MappedTime time,
            Map<MappedTarget, MappedColumn> columns,
            NumberText numbers,
            RowFilter rows,
            @Nullable NoCoverageMark noCoverage) {
        this.name = name;
        this.description = description;
        this.text = text;
        this.records = records;
        this.time = time;
        this.columns = columns;
        this.numbers = numbers;
        this.rows = rows;
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

    /**
     * A mapping from its text.
     *
     * @param name for messages
     * @param yaml not closed
     * @throws TraceIngestException if it is not a mapping; names the field and the remedy
     * @throws IOException if it cannot be read
     */
    public static ColumnMapping read(String name, InputStream yaml) throws IOException {
        return MappingFile.read(name, yaml);
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

    /** True if it can read a log with this header, or with these paths of JSON. */
    boolean fits(Collection<String> header) {
        return missingFrom(header).isEmpty();
    }

    /** The required columns that are missing. */
    List<String> missingFrom(Collection<String> header) {
        List<String> required = new ArrayList<>(time.from());
        rows.conditions().forEach(condition -> required.add(condition.column()));
        if (noCoverage != null) {
            required.add(noCoverage.from());
        }
        List<String> names = List.copyOf(header);
        for (MappedColumn column : columns.values()) {
            List<String> from = column.source().columns();
            boolean oneIsEnough = !column.source().needsAll()
                    && from.stream().anyMatch(candidate -> positionIn(names, candidate) >= 0);
            if (!column.optional() && !oneIsEnough) {
                required.addAll(from);
            }
        }
        return required.stream()
                .filter(from -> positionIn(names, from) < 0)
                .distinct()
                .toList();
    }

    /** All columns of the log that it names, required or not, each once. */
    List<String> named() {
        List<String> named = new ArrayList<>(time.from());
        rows.conditions().forEach(condition -> named.add(condition.column()));
        if (rows.scan() != null) {
            named.add(rows.scan());
        }
        if (rows.technology() != null) {
            named.add(rows.technology());
        }
        if (noCoverage != null) {
            named.add(noCoverage.from());
        }
        columns.values().forEach(column -> named.addAll(column.source().columns()));
        return named.stream().distinct().toList();
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

    /** True if a header has a column more than once. */
    static boolean isDoubled(List<String> header, String from) {
        int position = positionIn(header, from);
        return position >= 0 && positionIn(header.subList(position + 1, header.size()), from) >= 0;
    }

    private static String withoutBlanks(String columnName) {
        return BLANKS.matcher(columnName).replaceAll("").toLowerCase(Locale.ROOT);
    }

    MappedText text() {
        return text;
    }

    /** The path of the records in a JSON document; null if they are its lines, or the document is a list of them. */
    @Nullable
    String records() {
        return records;
    }

    MappedTime time() {
        return time;
    }

    Map<MappedTarget, MappedColumn> columns() {
        return columns;
    }

    NumberText numbers() {
        return numbers;
    }

    RowFilter rows() {
        return rows;
    }

    @Nullable
    NoCoverageMark noCoverage() {
        return noCoverage;
    }

    @Override
    public String toString() {
        return String.join(
                " ",
                name,
                text.toString(),
                String.valueOf(records),
                time.toString(),
                columns.toString(),
                numbers.toString(),
                rows.toString(),
                String.valueOf(noCoverage));
    }
}
