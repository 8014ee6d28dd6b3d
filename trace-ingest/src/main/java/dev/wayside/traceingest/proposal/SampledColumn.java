package dev.wayside.traceingest.proposal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of a log's first rows.
 *
 * @param name as a mapping writes it
 * @param words the name as words
 * @param values a text a row; empty where the row has none
 */
record SampledColumn(String name, ColumnName words, List<String> values) {

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+([.,]\\d*)?|[.,]\\d+)([eE][-+]?\\d+)?");
    private static final Pattern WITH_UNIT = Pattern.compile("(" + NUMBER + ")\\s*([A-Za-z/%]+)");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]+");

    /** Texts for "not measured", in lower case. A mapping must name them, except blanks and hyphens. */
    static final Set<String> NULL_WORDS = Set.of("null", "none", "nan", "n/a", "na", "nil", "?", "unknown");

    static SampledColumn of(String name, List<String> values) {
        return new SampledColumn(name, ColumnName.of(name), List.copyOf(values));
    }

    static boolean isMeasured(String value) {
        return !value.matches("-*") && !NULL_WORDS.contains(value.toLowerCase(Locale.ROOT));
    }

    static boolean isNumber(String value) {
        return NUMBER.matcher(value).matches();
    }

    /** The number of a text that is one, with a point or a comma as decimal mark, and perhaps dBm behind it. */
    static double number(String value) {
        String plain = value.toLowerCase(Locale.ROOT).endsWith("dbm")
                ? value.substring(0, value.length() - "dbm".length()).strip()
                : value;
        return isNumber(plain) ? Double.parseDouble(plain.replace(',', '.')) : Double.NaN;
    }

    /** The unit behind all numbers, in lower case and without punctuation; empty if they have none, or several. */
    String unitOfValues() {
        Set<String> units = new LinkedHashSet<>();
        for (String value : measured()) {
            Matcher parts = WITH_UNIT.matcher(value);
            units.add(
                    parts.matches()
                            ? parts.group(parts.groupCount())
                                    .toLowerCase(Locale.ROOT)
                                    .replaceAll("[^a-z%]", "")
                            : "");
        }
        return units.size() == 1 ? units.iterator().next() : "";
    }

    List<String> measured() {
        return values.stream().filter(SampledColumn::isMeasured).toList();
    }

    boolean isEmpty() {
        return measured().isEmpty();
    }

    Set<String> distinct() {
        return new LinkedHashSet<>(measured());
    }

    /** The first value, as an example. */
    String example() {
        return measured().stream().findFirst().orElse("");
    }

    /** The share of the measured values that fit; 0 if there are none. */
    double share(Predicate<String> fits) {
        List<String> measured = measured();
        return measured.isEmpty() ? 0 : measured.stream().filter(fits).count() / (double) measured.size();
    }

    double shareOfNumbers(DoublePredicate fits) {
        return share(value -> fits.test(number(value)));
    }

    /** True if all values are whole numbers, also in hexadecimal. */
    boolean isWhole() {
        return share(value -> HEXADECIMAL.matcher(value).matches() || number(value) % 1 == 0) == 1;
    }

    /** The largest number; NaN if there is none. */
    double max() {
        return measured().stream()
                .mapToDouble(value ->
                        HEXADECIMAL.matcher(value).matches() ? Double.parseDouble(value + "p0") : number(value))
                .filter(number -> !Double.isNaN(number))
                .max()
                .orElse(Double.NaN);
    }
}
