package dev.wayside.kvstore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one spelling of a carrier. Country and network code become {@code 262-01}, however they are joined; the network
 * code stays as long as it is. Any other name stays.
 */
public final class CarrierName {

    /** Countries (ITU-T E.212: 200 to 799), the test networks 001 and 999, and the international 901. */
    private static final String COUNTRY = "(001|[2-7]\\d\\d|901|999)";

    private static final Pattern CODE = Pattern.compile(COUNTRY + "(\\d{2,3})(\\.0*)?");
    private static final Pattern JOINED_CODE =
            Pattern.compile(COUNTRY + "(?:\\.0*)?\\s*[-/:_ ]\\s*(\\d{1,3})(?:\\.0*)?");

    /** Both codes as numbers, one after the other. */
    private static final Pattern CUT_CODE = Pattern.compile(COUNTRY + "(\\d)(?:\\.0*)?");

    /** A code by itself; pandas writes 1.0 for 1. */
    private static final Pattern CODE_ALONE = Pattern.compile("(\\d{1,3})(\\.0*)?");

    /** Countries whose network codes have three digits (ITU-T E.212): Canada and the USA. */
    private static final Pattern COUNTRY_OF_LONG_CODES = Pattern.compile("302|31[0-6]");

    /** Of Android, for an unknown code. */
    private static final String UNAVAILABLE = "2147483647";

    private CarrierName() {}

    /**
     * The name of the carrier that a text identifies; empty for a word that stands for no text, such as {@code null}.
     *
     * @throws IllegalArgumentException if it is a code that may be of two carriers
     */
    public static String of(String text) {
        String trimmed = text.strip();
        if (CellName.isNull(trimmed) || trimmed.startsWith(UNAVAILABLE)) {
            return "";
        }
        Matcher code = CODE.matcher(trimmed);
        if (code.matches()) {
            return code.group(1) + '-' + code.group(2);
        }
        Matcher joined = JOINED_CODE.matcher(trimmed);
        if (!joined.matches() && !joined.usePattern(CUT_CODE).matches()) {
            return trimmed;
        }
        String country = joined.group(1);
        String network = joined.group(2);
        if (network.length() == 1) {
            throw new IllegalArgumentException("the carrier " + trimmed + " may be " + country + "-0" + network + " or "
                    + country + "-00" + network + "; write the network code with its zeros");
        }
        return country + '-' + network;
    }

    /** The name of the carrier with these codes; a short network code gets the digits that are usual in its country. */
    public static String ofCodes(String country, String network) {
        boolean isLong = COUNTRY_OF_LONG_CODES.matcher(country.strip()).lookingAt();
        return ofCodes(country, network, isLong ? 3 : 2);
    }

    /**
     * The name of the carrier with these codes; empty if one of them is unknown.
     *
     * @param networkDigits a network code that is written with fewer digits gets leading zeros
     * @throws IllegalArgumentException if one of them is not a code
     */
    public static String ofCodes(String country, String network, int networkDigits) {
        if (isUnknownCode(country) || isUnknownCode(network)) {
            return "";
        }
        String countryCode = padded(alone(country), 3);
        return countryCode.equals("000") ? "" : countryCode + '-' + padded(alone(network), networkDigits);
    }

    private static boolean isUnknownCode(String text) {
        return CellName.isNull(text.strip()) || CellName.isMark(CellName.of(text));
    }

    private static String alone(String text) {
        Matcher code = CODE_ALONE.matcher(text.strip());
        if (!code.matches()) {
            throw new IllegalArgumentException(text + " is not a code of up to three digits");
        }
        return code.group(1);
    }

    private static String padded(String code, int digits) {
        return "0".repeat(Math.max(0, digits - code.length())) + code;
    }
}
