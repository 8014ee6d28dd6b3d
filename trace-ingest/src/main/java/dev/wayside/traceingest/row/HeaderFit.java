package dev.wayside.traceingest.row;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The fit of one format to the header of a log.
 *
 * @param format the format, or one of its mappings, as users name it
 * @param found the number of columns in the header that the format reads
 * @param required the number of columns that it requires
 * @param missing those of them that the header lacks
 */
public record HeaderFit(String format, long found, int required, List<String> missing) {

    /** The fit of a format with these columns. */
    public static HeaderFit of(String format, List<String> header, List<String> known, List<String> required) {
        long found = known.stream().filter(inHeader(header)).count();
        List<String> missing =
                required.stream().filter(inHeader(header).negate()).toList();
        return new HeaderFit(format, found, required.size(), missing);
    }

    /** True if the format can read a log with this header. */
    public boolean isComplete() {
        return missing.isEmpty();
    }

    /** True if the log may be of this format with some columns renamed or switched off: it has half of the required. */
    public boolean isNear() {
        return required - missing.size() >= missing.size();
    }

    /** True for a name of a header, in any case. */
    public static Predicate<String> inHeader(List<String> header) {
        List<String> names =
                header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return name -> names.contains(name.toLowerCase(Locale.ROOT));
    }
}
