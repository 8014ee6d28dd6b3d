package dev.wayside.traceingest.proposal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import dev.wayside.traceingest.row.FirstLine;
import dev.wayside.traceingest.row.HeaderLine;
import dev.wayside.traceingest.row.TextForm;
import org.jspecify.annotations.Nullable;

/** The first rows of a delimited log: its header, or names for its columns if it has none. */
final class DelimitedSample {

    private final Layout layout;
    private final List<String> lines;
    private final List<String> text = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();

    private DelimitedSample(Layout layout, List<String> lines) {
        this.layout = layout;
        this.lines = lines;
    }

    /** @param log the start of the log, in whole lines */
    static LogSample read(String log) {
        List<String> lines = log.lines().limit(LogSample.MAX_ROWS).toList();
        return new DelimitedSample(Layout.of(lines), lines).sample();
    }

    private LogSample sample() {
        text.add("separator: " + separatorName());
        List<String> first = layout.fields(lines.get(layout.firstLine()));
        boolean hasHeader = first.stream().noneMatch(DelimitedSample::isValue);
        List<List<String>> rows = rows(hasHeader ? layout.firstLine() + 1 : layout.firstLine());
        List<String> names = hasHeader ? header(first) : headerless(first.size());
        if (!layout.comment().isEmpty()) {
            text.add("comment: " + MappingDraft.quoted(layout.comment()));
        }
        return new LogSample(text, null, columns(names, rows), doubts);
    }

    /** Numbers and times are no names. */
    private static boolean isValue(String field) {
        return SampledColumn.isNumber(field) || field.matches("\\d{2,4}[-./:].*\\d.*");
    }

    private String separatorName() {
        return switch (layout.separator()) {
            case '\t' -> "tab";
            case TextForm.BLANKS -> "blanks";
            default -> MappingDraft.quoted(String.valueOf(layout.separator()));
        };
    }

    private List<String> header(List<String> names) {
        Map<String, Integer> counts = new HashMap<>();
        List<String> single = names.stream()
                .map(name -> {
                    int count = counts.merge(name.replaceAll("\\s", "").toLowerCase(Locale.ROOT), 1, Integer::sum);
                    return count == 1 || name.isEmpty() ? name : name + "_" + count;
                })
                .toList();
        if (!single.equals(names)) {
            doubts.add("the header has a name several times. The columns are named in text: header: below");
            text.add("header: " + quoted(single));
            text.add("skip_lines: " + (layout.firstLine() + 1));
        } else if (layout.isBelowOtherText(lines)) {
            text.add("skip_lines: " + layout.firstLine());
        }
        return single;
    }

    /** Names from a comment above the rows if it has as many; otherwise by number. */
    private List<String> headerless(int columns) {
        List<String> names = layout.namesInComment(lines, columns);
        if (names.isEmpty()) {
            names = IntStream.rangeClosed(1, columns)
                    .mapToObj(column -> "c" + column)
                    .toList();
            doubts.add("the log has no header. Its columns are named c1 to c" + columns + " in their order");
        }
        text.add("header: " + quoted(names));
        if (layout.isBelowOtherText(lines)) {
            text.add("skip_lines: " + layout.firstLine());
        }
        return names;
    }

    private static String quoted(List<String> names) {
        return "[" + String.join(", ", names.stream().map(MappingDraft::quoted).toList()) + "]";
    }

    private List<List<String>> rows(int from) {
        return lines.subList(from, lines.size()).stream()
                .filter(line -> !line.isBlank() && !layout.isComment(line))
                .map(layout::fields)
                .toList();
    }

    private static List<SampledColumn> columns(List<String> names, List<List<String>> rows) {
        List<SampledColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int at = i;
            if (!names.get(i).isEmpty()) {
                columns.add(SampledColumn.of(
                        names.get(i),
                        rows.stream()
                                .map(row -> at < row.size() ? row.get(at) : "")
                                .toList()));
            }
        }
        return columns;
    }

    /**
     * The form of the lines.
     *
     * @param separator between fields
     * @param firstLine the place of the first line with as many fields as the rows
     * @param comment the start of comment lines, if it has to be named; otherwise empty
     */
    record Layout(char separator, int firstLine, String comment) {

        /** Chosen: separators that do not occur in numbers, times and texts come first. */
        private static final List<Character> SEPARATORS = List.of('\t', ';', '|', ',', TextForm.BLANKS);

        private static final List<Character> RARE = List.of('/', '~', '^', '&', '!', '=', '@', '$', '*');
        private static final List<String> COMMENTS = List.of("#", "%", "!");
        /** Chosen: time, cell and RSRP. */
        private static final int MIN_COLUMNS = 3;
        /** Chosen: a few damaged rows are no reason against a separator. */
        private static final double MIN_SHARE = 0.9;

        static Layout of(List<String> lines) {
            for (List<Character> separators : List.of(SEPARATORS, RARE)) {
                Layout best = null;
                int mostColumns = 0;
                for (char separator : separators) {
                    Layout layout = with(separator, lines);
                    int columns = layout == null
                            ? 0
                            : layout.fields(lines.get(layout.firstLine())).size();
                    boolean certain = best != null && best.separator() != ',' && best.separator() != TextForm.BLANKS;
                    if (columns > mostColumns && !certain) {
                        best = layout;
                        mostColumns = columns;
                    }
                }
                if (best != null) {
                    return best;
                }
            }
            throw new UnreadableSampleException(
                    "no separator makes three or more columns of its lines; name one with text: {separator: \"/\"} in a"
                            + " mapping of your own, or convert the log to CSV");
        }

        /** The form with this separator; null if the lines do not have equal numbers of fields. */
        private static @Nullable Layout with(char separator, List<String> lines) {
            String comment = COMMENTS.stream()
                    .filter(mark -> lines.stream().anyMatch(line -> line.startsWith(mark)))
                    .findFirst()
                    .orElse("");
            Layout layout = new Layout(separator, 0, comment);
            Map<Integer, Integer> counts = new HashMap<>();
            lines.stream()
                    .filter(line -> !line.isBlank() && !layout.isComment(line))
                    .forEach(line -> counts.merge(layout.fields(line).size(), 1, Integer::sum));
            int usual = counts.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(0);
            if (usual < MIN_COLUMNS) {
                return null;
            }
            int first = 0;
            while (!layout.isRow(lines.get(first), usual)) {
                first++;
            }
            List<String> below = lines.subList(first, lines.size()).stream()
                    .filter(line -> !line.isBlank() && !layout.isComment(line))
                    .toList();
            long fitting =
                    below.stream().filter(line -> layout.isRow(line, usual)).count();
            return fitting < MIN_SHARE * below.size() ? null : layout.at(first, lines);
        }

        /** The comment mark is named unless comments are only above the rows, with the usual mark. */
        private Layout at(int first, List<String> lines) {
            boolean usual = comment.equals(TextForm.COMMENT)
                    && lines.subList(first, lines.size()).stream().noneMatch(this::isComment);
            return new Layout(separator, first, usual ? "" : comment);
        }

        private boolean isRow(String line, int columns) {
            return !line.isBlank() && !isComment(line) && fields(line).size() == columns;
        }

        boolean isComment(String line) {
            return line.startsWith(TextForm.COMMENT) || (!comment.isEmpty() && line.startsWith(comment));
        }

        List<String> fields(String line) {
            return HeaderLine.names(line, separator);
        }

        /** True if lines above the first are neither blank nor comments, so that a reader has to skip them. */
        boolean isBelowOtherText(List<String> lines) {
            return lines.subList(0, firstLine).stream()
                    .anyMatch(line -> !FirstLine.isPreamble(line) && !isComment(line));
        }

        /** The names in the last comment above the rows; none if their number is another. */
        List<String> namesInComment(List<String> lines, int columns) {
            for (int i = firstLine - 1; i >= 0; i--) {
                if (isComment(lines.get(i))) {
                    List<String> names = fields(lines.get(i).replaceAll("^\\W+", ""));
                    return names.size() == columns && names.stream().noneMatch(DelimitedSample::isValue)
                            ? names
                            : List.of();
                }
            }
            return List.of();
        }
    }
}
