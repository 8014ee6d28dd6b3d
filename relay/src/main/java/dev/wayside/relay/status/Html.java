package dev.wayside.relay.status;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A page under construction: paragraphs and tables, whose values are escaped. */
final class Html {

    private final StringBuilder text = new StringBuilder();

    /** @param title plain text */
    Html(String title) {
        text.append("<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=2><title>")
                .append(escaped(title))
                .append(
                        "</title><style>body{font:15px sans-serif;margin:2em}td,th{padding:.2em 1em;text-align:right}</style><h1>")
                .append(escaped(title))
                .append("</h1>");
    }

    /** @param values formatted as by {@link String#format}, without regard to the machine's language */
    Html paragraph(String format, Object... values) {
        return element("<p>", formatted(format, values), "</p>");
    }

    Html warning(String line) {
        return element("<p><b>", line, "</b></p>");
    }

    /** @param rows of as many cells as there are headings */
    Html table(List<String> headings, List<List<String>> rows) {
        text.append("<table>");
        row("<th>", headings);
        rows.forEach(cells -> row("<td>", cells));
        text.append("</table>");
        return this;
    }

    private void row(String tag, List<String> cells) {
        text.append("<tr>");
        cells.forEach(cell -> element(tag, cell, ""));
        text.append("</tr>");
    }

    private Html element(String open, String content, String close) {
        text.append(open).append(escaped(content)).append(close);
        return this;
    }

    /** A number for a cell; nothing if there is none. */
    static String cell(OptionalDouble value, double unit) {
        return value.isPresent() ? cell("%.1f", value.getAsDouble() * unit) : "";
    }

    static String cell(String format, Object value) {
        return formatted(format, value);
    }

    private static String formatted(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String escaped(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
