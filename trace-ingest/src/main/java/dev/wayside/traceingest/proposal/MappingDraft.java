package dev.wayside.traceingest.proposal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A mapping that is being written: its lines, and the remarks on them. */
final class MappingDraft {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_/-]*(\\.[A-Za-z_][A-Za-z0-9_/-]*)*");
    /** Texts that YAML reads as something else. */
    private static final Set<String> RESERVED = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    /** Characters that YAML does not allow, or that end a line of it. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF]");

    private static final int MAX_EXAMPLE_CHARS = 40;
    /** Chosen: three lines of a terminal. */
    private static final int MAX_NAMES_CHARS = 240;

    private final List<String> top = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<String> unsure = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final Set<SampledColumn> used = new LinkedHashSet<>();

    /** Adds a field of the whole mapping. */
    void field(String line) {
        top.add(line);
    }

    /** Adds a column, with a value of it as an example. */
    void column(String target, String source, SampledColumn... from) {
        columns.add("  " + target + ": " + source + example(from[0]));
        used.addAll(Arrays.asList(from));
    }

    /** Adds a line that has no effect until the user removes its mark. */
    void suggestion(String line) {
        top.add("#" + line);
    }

    void suggestedColumn(String target, String source, SampledColumn from) {
        columns.add("  #" + target + ": " + source + example(from));
        used.add(from);
    }

    /** Marks columns as used by a field. */
    void use(SampledColumn... from) {
        used.addAll(Arrays.asList(from));
    }

    void unsure(String remark) {
        top.add("# unsure: " + remark);
        unsure.add(remark);
    }

    void unsureColumn(String remark) {
        columns.add("  # unsure: " + remark);
        unsure.add(remark);
    }

    void missing(String remark) {
        top.add("# missing: " + remark);
        missing.add(remark);
    }

    /** Adds a remark on a column that was not found, with a line to fill in. */
    void missingColumn(String target, String remark) {
        columns.add("  # missing: " + target + ": " + remark);
        columns.add("  #" + target + ": {from: COLUMN}");
        missing.add(target + ": " + remark);
    }

    /** Ends the columns with the names of those that nothing was found for. */
    void end(List<String> unusedNames) {
        if (!unusedNames.isEmpty()) {
            String names = String.join(", ", unusedNames).replaceAll("\\p{Cntrl}", "?");
            columns.add("# not used: "
                    + (names.length() > MAX_NAMES_CHARS ? names.substring(0, MAX_NAMES_CHARS) + "..." : names));
        }
    }

    List<String> unsure() {
        return List.copyOf(unsure);
    }

    List<String> missing() {
        return List.copyOf(missing);
    }

    Set<SampledColumn> used() {
        return Set.copyOf(used);
    }

    String yaml() {
        return lines(top) + "columns:\n" + lines(columns);
    }

    /** A name of a JSON value may hold line breaks, which would end a comment. */
    private static String lines(List<String> lines) {
        return lines.stream()
                .map(line -> CONTROL.matcher(line).replaceAll("?") + "\n")
                .collect(Collectors.joining());
    }

    /** A text of YAML, in quotes if it needs them. */
    static String quoted(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : inQuotes(text);
    }

    /** A list of YAML with all texts in quotes: numbers and flags are meant as texts. */
    static String list(Collection<String> texts) {
        return texts.stream().map(MappingDraft::inQuotes).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String inQuotes(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return '"'
                + CONTROL.matcher(escaped)
                        .replaceAll(
                                mark -> "\\\\u%04x".formatted((int) mark.group().charAt(0)))
                + '"';
    }

    private static String example(SampledColumn from) {
        String value = from.example().replaceAll("\\p{Cntrl}", " ");
        return "  # " + (value.length() > MAX_EXAMPLE_CHARS ? value.substring(0, MAX_EXAMPLE_CHARS) + "..." : value);
    }
}
