package dev.wayside.traceingest.row;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The first line of a delimited log: its separator and its columns. */
public final class HeaderLine {

    private static final List<Character> SEPARATORS = List.of('\t', ';', ',', '|', TextForm.BLANKS);

    private HeaderLine() {}

    /** The first of tab, semicolon, comma, bar and blanks that occurs; comma if none does. */
    public static char separator(String line) {
        String names = line.strip();
        return SEPARATORS.stream()
                .filter(separator -> names.indexOf(separator) >= 0)
                .findFirst()
                .orElse(',');
    }

    public static List<String> names(String line) {
        return names(line, separator(line));
    }

    /** The names between these separators, or {@link TextForm#BLANKS}; a quoted name may hold separators. */
    public static List<String> names(String line, char separator) {
        if (separator == TextForm.BLANKS) {
            return Stream.of(line.strip().split("\\s+"))
                    .map(HeaderLine::unquoted)
                    .toList();
        }
        List<String> names = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= line.length(); i++) {
            if (i == line.length() || (line.charAt(i) == separator && !quoted)) {
                names.add(unquoted(line.substring(start, i)));
                start = i + 1;
            } else if (line.charAt(i) == '"') {
                quoted = !quoted;
            }
        }
        return List.copyOf(names);
    }

    private static String unquoted(String name) {
        String trimmed = name.strip();
        boolean quoted = trimmed.length() >= 2 && trimmed.startsWith("\"") && trimmed.endsWith("\"");
        return quoted ? trimmed.substring(1, trimmed.length() - 1).replace("\"\"", "\"") : trimmed;
    }
}
