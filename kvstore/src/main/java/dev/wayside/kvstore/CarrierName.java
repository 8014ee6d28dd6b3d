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
        if (!joined.matches()) {
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
}
