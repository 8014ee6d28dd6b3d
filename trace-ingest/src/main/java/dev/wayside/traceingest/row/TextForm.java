package dev.wayside.traceingest.row;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text form of a delimited log: everything that must be known before its columns. */
public interface TextForm {

    /** The separator for fields with any number of blanks and tabs between them. */
    char BLANKS = ' ';

    /** The mark of a log without a separator: quotes have no meaning. */
    char NO_SEPARATOR = 0;

    /** The mark of a document: neither quotes nor line breaks have a meaning. */
    char NO_LINES = 1;

    /** The mark of comment lines above the header, if a log does not name another. */
    String COMMENT = "#";

    /** The form of logs that describe themselves: UTF-8, a header, and its separator. */
    TextForm PLAIN = new TextForm() {
        @Override
        public Charset charset() {
            return StandardCharsets.UTF_8;
        }

        @Override
        public int skippedLines() {
            return 0;
        }

        @Override
        public String comment() {
            return COMMENT;
        }

        @Override
        public boolean hasComments() {
            return false;
        }

        @Override
        public List<String> header() {
            return List.of();
        }

        @Override
        public char separatorOf(String firstLine) {
            return HeaderLine.separator(firstLine);
        }
    };

    Charset charset();

    /** The number of lines above the header that are not part of the log. */
    int skippedLines();

    /** The start of comment lines; empty if the log has none. */
    String comment();

    /** True if comments are skipped below the header too. */
    boolean hasComments();

    /** The names of the columns if the log has no header; empty if it has one. */
    List<String> header();

    /**
     * The separator of fields, or {@link #BLANKS}.
     *
     * @param firstLine the header, or the first row of a log without one
     */
    char separatorOf(String firstLine);
}
