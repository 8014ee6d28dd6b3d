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

    /** Both codes with a point between them, which a program may take for a number: 262.10 becomes 262.1. */
    private static final Pattern POINT_CODE = Pattern.compile(COUNTRY + "\\.(\\d*[1-9]\\d*)");

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
        Matcher point = POINT_CODE.matcher(trimmed);
        if (point.matches()) {
            return ofDecimals(trimmed, point.group(1), point.group(2));
        }
        Matcher code = CODE.matcher(trimmed);
        if (!code.matches()
                && !code.usePattern(JOINED_CODE).matches()
                && !code.usePattern(CUT_CODE).matches()) {
            return trimmed;
        }
        String country = code.group(1);
        String network = code.group(2);
        if (network.length() == 1) {
            throw ambiguous(trimmed, country + "-0" + network, country + "-00" + network);
        }
        if (network.length() == 2 && isOfLongCodes(country)) {
            throw ambiguous(trimmed, country + "-0" + network, country + '-' + network + '0');
        }
        return country + '-' + network;
    }

    /** A number loses zeros at its end, so only as many digits as the country uses are a whole code. */
    private static String ofDecimals(String text, String country, String decimals) {
        int digits = isOfLongCodes(country) ? 3 : 2;
        if (decimals.length() < digits) {
            throw ambiguous(
                    text,
                    country + '-' + decimals + "0".repeat(digits - decimals.length()),
                    country + '-' + padded(decimals, digits));
        }
        return decimals.length() > 3 ? text : country + '-' + decimals;
    }

    private static boolean isOfLongCodes(String country) {
        return COUNTRY_OF_LONG_CODES.matcher(country.strip()).lookingAt();
    }

    private static IllegalArgumentException ambiguous(String text, String one, String other) {
        return new IllegalArgumentException(
                "the carrier " + text + " may be " + one + " or " + other + "; write the network code with its zeros");
    }

    /** The name of the carrier with these codes; a short network code gets the digits that are usual in its country. */
    public static String ofCodes(String country, String network) {
        return ofCodes(country, network, isOfLongCodes(country) ? 3 : 2);
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
