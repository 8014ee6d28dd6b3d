package dev.wayside.traceingest.row;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The first line of a delimited log: its separator and its columns. */
public final class HeaderLine {

    private static final List<Character> SEPARATORS = List.of('\t', ';', ',');

    private HeaderLine() {}

    /** The first of tab, semicolon and comma that occurs; comma if none does. */
    public static char separator(String line) {
        return SEPARATORS.stream()
                .filter(separator -> line.indexOf(separator) >= 0)
                .findFirst()
                .orElse(',');
    }

    public static List<String> names(String line) {
        String separator = Pattern.quote(String.valueOf(separator(line)));
        return Stream.of(line.split(separator, -1)).map(HeaderLine::unquoted).toList();
    }

    private static String unquoted(String name) {
        String trimmed = name.strip();
        boolean quoted = trimmed.length() >= 2 && trimmed.startsWith("\"") && trimmed.endsWith("\"");
        return quoted ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
    }
}
