package dev.wayside.traceingest.mapping;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;

import dev.wayside.traceingest.row.HeaderLine;
import dev.wayside.traceingest.row.TextForm;
import org.jspecify.annotations.Nullable;

/** The text form of one mapped log: what the mapping says, and the separator that the first line shows. */
final class MappedForm implements TextForm {

    /** The candidates in their order; commas and blanks occur within the fields of other separators. */
    static final List<Character> SEPARATORS = List.of('\t', ';', '|', ',', BLANKS);

    /** The mapping, or null for an included one, whose logs describe themselves. */
    private final @Nullable ColumnMapping mapping;

    MappedForm(@Nullable ColumnMapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public Charset charset() {
        return mapping == null ? PLAIN.charset() : mapping.text().charset();
    }

    @Override
    public int skippedLines() {
        return mapping == null ? 0 : mapping.text().skippedLines();
    }

    @Override
    public String comment() {
        return mapping == null ? COMMENT : mapping.text().comment();
    }

    @Override
    public boolean hasComments() {
        return mapping != null && mapping.text().hasComments();
    }

    @Override
    public List<String> header() {
        return mapping == null ? List.of() : mapping.text().header();
    }

    @Override
    public char separatorOf(String firstLine) {
        if (mapping == null) {
            return ShippedMappings.separatorOf(firstLine);
        }
        return mapping.text().separator() == MappedText.FOUND
                ? separatorOf(firstLine, mapping)
                : mapping.text().separator();
    }

    /** The separator that makes the mapping's columns of the line. */
    private static char separatorOf(String firstLine, ColumnMapping mapping) {
        int columns = mapping.text().header().size();
        Stream<Character> fitting = SEPARATORS.stream().filter(separator -> {
            List<String> fields = HeaderLine.names(firstLine, separator);
            return columns == 0 ? mapping.fits(fields) : fields.size() == columns;
        });
        return fitting.findFirst().orElseGet(() -> HeaderLine.separator(firstLine));
    }
}
