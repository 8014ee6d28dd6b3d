package dev.wayside.traceingest.assembly;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of the cells of a log, as far as they show how it was written. Not thread-safe. */
public final class CellNames {

    /** Chosen: enough to judge the names of a log. */
    private static final int MAX_NAMES = 200;
    /** Chosen: every second identity survives the rounding by chance, so this number does in one log of 256. */
    private static final int MIN_ROUNDED = 8;

    /** From here on, a floating-point number of 32 bits does not hold every whole number. */
    private static final long MIN_INEXACT = 1 << 24;

    /** Of cells: 0 to 1007 on NR (3GPP TS 38.211, 7.4.2.1). */
    private static final long MAX_PHYSICAL_ID = 1007;
    /** Chosen: fewer small numbers are the ids of a laboratory. */
    private static final int MIN_PHYSICAL = 3;
    /** Chosen: shorter numbers are parts of an identity. */
    private static final int MIN_IDENTITY_DIGITS = 5;

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]{5,9}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}");

    private final Set<String> names = new HashSet<>();

    void add(String name) {
        if (names.size() < MAX_NAMES) {
            names.add(name);
        }
    }

    /** Adds the names of another trace. */
    public void add(CellNames other) {
        other.names.forEach(this::add);
    }

    /** True if the names are hexadecimal numbers, most of them with a letter. */
    public boolean areHexadecimal() {
        long withLetters =
                names.stream().filter(name -> !DECIMAL.matcher(name).matches()).count();
        return withLetters * 2 > names.size()
                && names.stream().allMatch(name -> HEXADECIMAL.matcher(name).matches());
    }

    /** True if all names are numbers of the size of physical ids, or of sectors. */
    public boolean areOfPhysicalIds() {
        return names.size() >= MIN_PHYSICAL
                && names.stream()
                        .allMatch(name -> DECIMAL.matcher(name).matches() && Long.parseLong(name) <= MAX_PHYSICAL_ID);
    }

    /** True if a cell has two names, one of them with the codes of the network before it. */
    public boolean areSpelledTwice() {
        return names.stream()
                .map(name -> name.substring(name.lastIndexOf('-') + 1))
                .filter(identity -> identity.length() >= MIN_IDENTITY_DIGITS && names.contains(identity))
                .distinct()
                .anyMatch(identity -> names.stream().anyMatch(name -> name.endsWith("-" + identity)));
    }

    /** True if all large numbers are such as a floating-point number of 32 bits holds. */
    public boolean areRounded() {
        long[] large = names.stream()
                .filter(name -> DECIMAL.matcher(name).matches())
                .mapToLong(Long::parseLong)
                .filter(number -> number > MIN_INEXACT)
                .toArray();
        for (long number : large) {
            if ((long) (float) number != number) {
                return false;
            }
        }
        return large.length >= MIN_ROUNDED;
    }
}
