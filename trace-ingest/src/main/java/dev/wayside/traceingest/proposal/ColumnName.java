package dev.wayside.traceingest.proposal;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A column's name as words: {@code ss-RSRP}, {@code SsRsrp} and {@code cells[0].ss_rsrp (dBm)} have the same.
 *
 * @param words in lower case, without the keys above a JSON value and without a unit
 * @param parents the keys above a JSON value, as words
 * @param unit the unit, in lower case and without punctuation; empty if there is none
 */
record ColumnName(List<String> words, List<String> parents, String unit) {

    private static final Pattern IN_BRACKETS = Pattern.compile("[\\[(]\\s*([^\\])]*[^\\])\\d\\s][^\\])]*)[\\])]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu})|[^\\p{L}\\d]+|(?<=\\])");
    private static final Set<String> UNITS = Set.of(
            "dbm", "kmh", "kph", "mph", "mps", "ms", "us", "s", "bps", "kbps", "mbps", "gbps", "percent", "pct", "kn");

    /** Words of values that are not of the serving cell. */
    private static final Set<String> OF_OTHERS = Set.of(
            "neighbour", "neighbours", "neighbor", "neighbors", "neigh", "nbr", "nei", "ncell", "ncells", "target");

    static ColumnName of(String name) {
        var bracketed = IN_BRACKETS.matcher(name);
        String unit =
                bracketed.find() ? bracketed.group(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z%]", "") : "";
        String plain = IN_BRACKETS.matcher(name).replaceAll(" ").strip();
        int point = plain.lastIndexOf('.');
        List<String> words = words(plain.substring(point + 1));
        String last = words.isEmpty() ? "" : words.get(words.size() - 1);
        if (unit.isEmpty() && words.size() > 1 && UNITS.contains(last)) {
            unit = last;
            words = words.subList(0, words.size() - 1);
        }
        return new ColumnName(words, words(plain.substring(0, Math.max(point, 0))), unit);
    }

    private static List<String> words(String text) {
        return Stream.of(BETWEEN_WORDS.split(text))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** True if the whole name is this synonym, written in one word. */
    boolean is(String synonym) {
        return String.join("", words).equals(synonym) && !isOfOthers();
    }

    /** True if words of the name that follow each other are this synonym. */
    boolean contains(String synonym) {
        for (int from = 0; from < words.size(); from++) {
            for (int to = from + 1; to <= words.size(); to++) {
                if (String.join("", words.subList(from, to)).equals(synonym)) {
                    return !isOfOthers();
                }
            }
        }
        return false;
    }

    /** True if it is a value of a neighbour cell. */
    boolean isOfOthers() {
        return Stream.concat(words.stream(), parents.stream()).anyMatch(OF_OTHERS::contains);
    }

    /** True if one of these is a word of the name or of the keys above. */
    boolean hasAnyOf(Set<String> others) {
        return Stream.concat(words.stream(), parents.stream()).anyMatch(others::contains);
    }
}
