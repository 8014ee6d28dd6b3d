package dev.wayside.kvstore;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one spelling of a cell id. Programs write the same number in several ways, and each would be a cell of its own.
 *
 * <p>A number loses leading zeros and a fraction of zero; hexadecimal (with {@code 0x}) and scientific notation become
 * plain. Numbers joined by hyphens are treated one by one. Any other text stays.
 */
public final class CellName {

    /** A name that {@link #isUnknown} accepts. */
    public static final String UNKNOWN = "unknown";

    /** Values of loggers and modems for an unknown identity: all bits of its type are set. */
    private static final Set<String> ALL_ONES = Set.of(
            "65535", // 16 bits: a cell of 2G and 3G, a tracking area, an EARFCN
            "268435455", // 28 bits: an E-UTRAN cell identity (3GPP TS 36.413, 9.2.1.38)
            "68719476735", // 36 bits: an NR cell identity (3GPP TS 38.413, 9.3.1.7)
            "268435454", // of some modems, next to it
            "2147483647", // Integer.MAX_VALUE, CellInfo.UNAVAILABLE of Android
            "2147483646", // of some modems, next to it
            "4294967295",
            "9223372036854775807", // Long.MAX_VALUE, CellInfo.UNAVAILABLE_LONG of Android
            "18446744073709551615");

    private static final Set<String> NULL_WORDS = Set.of(
            "",
            "-",
            "--",
            "?",
            "nan",
            "null",
            "nil",
            "none",
            "n/a",
            "na",
            "n.a.",
            "<na>",
            "#n/a",
            "(null)",
            "<null>",
            "\\n", // of MySQL
            "nat", // of pandas
            "-nan",
            "nan(ind)",
            "error",
            "#value!",
            "#ref!",
            "#num!",
            "#div/0!",
            "no cell",
            "no service",
            "no signal",
            "no data",
            "nodata",
            "not found",
            "not measured",
            "out of service",
            "out_of_service",
            "no_service",
            "searching",
            "missing",
            "empty",
            "unset",
            "redacted",
            "hidden",
            "inf",
            "infinity",
            UNKNOWN,
            "unk",
            "undefined",
            "unavailable",
            "not available",
            "invalid");

    /** Words that may be a carrier, and are no cell. */
    private static final Set<String> FILLERS = Set.of("false", "true", "x", "xx", "xxx");

    /** Hexadecimal without a prefix, as modems write it. */
    private static final Pattern ALL_ONES_HEXADECIMAL = Pattern.compile("[fF]{4,16}");

    /** Fillers of a field. Chosen: a real identity of eight nines is rarer than the filler. */
    private static final Pattern NINES = Pattern.compile("9{8,}");

    /** Brackets, hyphens and the like. */
    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[\\p{Punct}\\s–—…]*");

    /** A hyphen between two parts; a second hyphen is a minus sign. */
    private static final Pattern JOINT = Pattern.compile("(?<=[^-])-");

    /**
     * Country, network and a cell identity of 36 bits in one number have 17 digits. Longer is Long.MAX_VALUE that went
     * through a floating-point number, as pandas writes it: 9.223372036854776E18.
     */
    private static final int MAX_IDENTITY_DIGITS = 18;

    /** As spreadsheets keep a number as a text. */
    private static final Pattern QUOTED = Pattern.compile("=?['\"]([^'\"]+)['\"]?");

    private static final Pattern COUNTRY = Pattern.compile("[2-7]\\d\\d");
    private static final int MAX_NETWORK_DIGITS = 3;

    /** Of an eNB: 20 bits, then 8 for the sector (3GPP TS 36.413, 9.2.1.37 and 9.2.1.38). All ones are no eNB. */
    private static final long MAX_ENB = (1 << 20) - 1;

    private static final int SECTORS_PER_ENB = 256;

    /** Physical identities: 0 to 503 on LTE (3GPP TS 36.211, 6.11), 0 to 1007 on NR (3GPP TS 38.211, 7.4.2.1). */
    private static final long MAX_PHYSICAL_ID = 1007;

    private CellName() {}

    /** The name of the cell that a text identifies. */
    public static String of(String text) {
        String trimmed = text.strip();
        return WholeNumber.in(trimmed).or(() -> quotedNumber(trimmed)).orElseGet(() -> ofParts(trimmed));
    }

    private static Optional<String> quotedNumber(String text) {
        Matcher quoted = QUOTED.matcher(text);
        return quoted.matches() ? WholeNumber.in(quoted.group(1)) : Optional.empty();
    }

    private static String ofParts(String text) {
        List<String> parts = parts(text);
        return isCompound(parts)
                ? parts.stream().map(part -> WholeNumber.in(part).orElse(part)).collect(Collectors.joining("-"))
                : text;
    }

    /**
     * The name of the LTE cell of an eNB and a sector: {@code node * 256 + sector}. If the sector is the whole identity
     * already, that; if the numbers are beyond those of LTE, both joined by a hyphen. {@link #UNKNOWN} without either.
     */
    public static String ofNode(String node, String sector) {
        long nodeNumber = number(node);
        long sectorNumber = number(sector);
        boolean knownNode = nodeNumber > 0 && nodeNumber != MAX_ENB && (nodeNumber < MAX_ENB || !isMark(of(node)));
        if (!knownNode || sectorNumber < 0 || isMark(of(sector))) {
            return UNKNOWN;
        }
        if (sectorNumber >= SECTORS_PER_ENB && sectorNumber / SECTORS_PER_ENB == nodeNumber) {
            return Long.toString(sectorNumber);
        }
        if (sectorNumber >= SECTORS_PER_ENB) {
            return nodeNumber + "-" + sectorNumber;
        }
        String identity = Long.toString(nodeNumber * SECTORS_PER_ENB + sectorNumber);
        if (isMark(identity)) {
            // Programs split the mark for "unknown" as they split an identity.
            return UNKNOWN;
        }
        return nodeNumber <= MAX_ENB ? identity : nodeNumber + "-" + sectorNumber;
    }

    /** The name of a cell without an identity, by its physical id and channel; {@link #UNKNOWN} without either. */
    public static String ofPhysical(String physicalId, String channel) {
        long id = number(physicalId);
        long carrierFrequency = number(channel);
        return id < 0 || id > MAX_PHYSICAL_ID || carrierFrequency <= 0 || isMark(of(channel))
                ? UNKNOWN
                : "pci-" + id + "@" + carrierFrequency;
    }

    /** True if a name, as of {@link #of}, stands for a cell that the modem did not know. */
    public static boolean isUnknown(String name) {
        Optional<String> number = WholeNumber.in(name);
        if (number.isPresent()) {
            return number.get().equals("0") || isMark(number.get());
        }
        return isNull(name)
                || FILLERS.contains(name.toLowerCase(Locale.ROOT))
                || isAllOnes(name)
                || isUnknownCompound(parts(name))
                || endsWithAllOnes(parts(name));
    }

    /** True if a text is a number whose last digits were cut off, so that it stands for many cells. */
    public static boolean isRounded(String text) {
        return WholeNumber.isRounded(text.strip());
    }

    /** True for an empty text and for words that stand for one. */
    static boolean isNull(String text) {
        return NULL_WORDS.contains(text.toLowerCase(Locale.ROOT))
                || NO_LETTER_OR_DIGIT.matcher(text).matches();
    }

    /** True for numbers, some of them unknown; not for words with a hyphen. */
    private static boolean isCompound(List<String> parts) {
        return parts.size() > 1
                && parts.stream().anyMatch(part -> WholeNumber.in(part).isPresent())
                && parts.stream().allMatch(part -> WholeNumber.in(part).isPresent() || isNull(part));
    }

    /** Zero may be a sector or a physical id; after a country and network only, it stands for the whole identity. */
    private static boolean isUnknownCompound(List<String> parts) {
        return isCompound(parts)
                && (parts.stream().anyMatch(part -> isNull(part) || isMark(part))
                        || parts.stream().allMatch(CellName::isZero)
                        || (isZero(parts.get(parts.size() - 1)) && isNetwork(parts.subList(0, parts.size() - 1))));
    }

    private static boolean isAllOnes(String text) {
        return ALL_ONES_HEXADECIMAL.matcher(text).matches();
    }

    /** True for a hexadecimal identity after the codes of country and network. */
    private static boolean endsWithAllOnes(List<String> parts) {
        int last = parts.size() - 1;
        return last > 0 && isAllOnes(parts.get(last)) && isNetwork(parts.subList(0, last));
    }

    private static boolean isNetwork(List<String> parts) {
        return COUNTRY.matcher(parts.get(0)).matches()
                && (parts.size() == 1 || (parts.size() == 2 && parts.get(1).length() <= MAX_NETWORK_DIGITS));
    }

    /** True for a number that stands for an unknown identity, or for an unknown part of one. */
    static boolean isMark(String number) {
        return number.startsWith("-")
                || number.length() > MAX_IDENTITY_DIGITS
                || ALL_ONES.contains(number)
                || NINES.matcher(number).matches();
    }

    private static boolean isZero(String number) {
        return number.equals("0");
    }

    private static long number(String text) {
        String digits = WholeNumber.in(text.strip()).orElse("-1");
        return digits.length() > MAX_IDENTITY_DIGITS ? -1 : Long.parseLong(digits);
    }

    private static List<String> parts(String text) {
        return List.of(JOINT.split(text, -1));
    }
}
