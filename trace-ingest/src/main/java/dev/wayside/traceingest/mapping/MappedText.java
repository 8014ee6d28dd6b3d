package dev.wayside.traceingest.mapping;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.wayside.traceingest.row.TextForm;

/**
 * The text form of a mapped log, as far as the mapping gives it.
 *
 * @param separator the separator of fields, or {@link #FOUND} to find it in the header
 * @param header the names of the columns if the log has no header
 * @param comment the start of comment lines; empty if there are none
 * @param hasComments true if there are comments below the header too
 * @param skippedLines the number of lines above the header
 */
record MappedText(
        Charset charset, char separator, List<String> header, String comment, boolean hasComments, int skippedLines) {

    static final char FOUND = 0;

    private static final Map<String, Character> SEPARATORS = Map.of("blanks", TextForm.BLANKS, "tab", '\t');
    private static final String NO_COMMENT = "none";
    private static final int MAX_SKIPPED_LINES = 10_000;

    static MappedText read(MappingField field) {
        field.requireKnown(Set.of("charset", "separator", "header", "comment", "skip_lines"));
        char separator = separator(field.at("separator"));
        int skipped = (int) field.at("skip_lines").number(0);
        if (skipped < 0 || skipped > MAX_SKIPPED_LINES) {
            throw field.at("skip_lines").wrong("give a number from 0 to " + MAX_SKIPPED_LINES);
        }
        if (skipped > 0 && separator == FOUND) {
            throw field.at("separator").wrong("missing; with skip_lines: it is not looked for");
        }
        String comment = field.has("comment") ? field.at("comment").text() : TextForm.COMMENT;
        boolean none = comment.equals(NO_COMMENT);
        if (!none && comment.length() != 1) {
            throw field.at("comment").wrong("give the character that begins comment lines, or " + NO_COMMENT);
        }
        return new MappedText(
                charset(field.at("charset")),
                separator,
                header(field.at("header")),
                none ? "" : comment,
                field.has("comment") && !none,
                skipped);
    }

    private static Charset charset(MappingField field) {
        if (!field.exists()) {
            return StandardCharsets.UTF_8;
        }
        try {
            Charset charset = Charset.forName(field.text());
            if (!new String(new byte[] {'a', ','}, charset).equals("a,")) {
                throw field.wrong("only for text with one byte for a Latin letter; convert the log to UTF-8");
            }
            return charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw field.wrong("unknown charset '" + field.text() + "'; write one such as windows-1252 or UTF-8");
        }
    }

    private static char separator(MappingField field) {
        if (!field.exists()) {
            return FOUND;
        }
        Character named = SEPARATORS.get(field.text());
        char separator = named == null ? field.character(FOUND) : named;
        if (separator == '"' || separator == '\n' || separator == '\r' || separator > '~') {
            throw field.wrong("not a separator; give one character such as \"|\", or tab, or blanks");
        }
        return separator;
    }

    private static List<String> header(MappingField field) {
        List<String> names = new ArrayList<>();
        if (field.exists() && !field.node().isArray()) {
            throw field.wrong("list the names of all columns in their order; \"\" for one that is not needed");
        }
        field.node().forEach(name -> names.add(name.asText()));
        return List.copyOf(names);
    }
}
