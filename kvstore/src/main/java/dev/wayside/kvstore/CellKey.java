package dev.wayside.kvstore;

import java.nio.charset.StandardCharsets;

/**
 * One cell of one carrier: the key under which history is kept and matched.
 *
 * <p>A cell id is unique only within its carrier. Keys order by carrier, then by cell id, both by Unicode code point.
 *
 * @param carrier mobile network operator, such as {@code cmcc} or {@code 272-03}; 1 to 64 bytes of UTF-8
 * @param cellId ECI or NCI where the log has one, otherwise an opaque string; 1 to 128 bytes of UTF-8
 */
public record CellKey(String carrier, String cellId) implements Comparable<CellKey> {

    /** Chosen: long enough for any name, short enough for a key. */
    private static final int MAX_CARRIER_BYTES = 64;

    private static final int MAX_CELL_ID_BYTES = 128;

    /**
     * @throws IllegalArgumentException if a part is empty, too long, or holds a control character or half a surrogate
     *     pair
     */
    public CellKey {
        requirePlain("carrier", carrier, MAX_CARRIER_BYTES);
        requirePlain("cell id", cellId, MAX_CELL_ID_BYTES);
    }

    /**
     * The key of a cell by names as logs, devices and people write them.
     *
     * @throws IllegalArgumentException as the constructor, or if the carrier may be one of two
     */
    public static CellKey named(String carrier, String cellId) {
        String carrierName = CarrierName.of(carrier);
        return new CellKey(carrierName.isEmpty() ? carrier : carrierName, CellName.of(cellId));
    }

    @Override
    public int compareTo(CellKey other) {
        int byCarrier = compareCodePoints(carrier, other.carrier);
        return byCarrier != 0 ? byCarrier : compareCodePoints(cellId, other.cellId);
    }

    @Override
    public String toString() {
        return carrier + '/' + cellId;
    }

    /** Order by code point. UTF-16 order differs from the byte order of the keys beyond the basic plane. */
    public static int compareCodePoints(String left, String right) {
        int i = 0;
        int shorter = Math.min(left.length(), right.length());
        while (i < shorter && left.charAt(i) == right.charAt(i)) {
            i++;
        }
        if (i == shorter) {
            return Integer.compare(left.length(), right.length());
        }
        char a = left.charAt(i);
        char b = right.charAt(i);
        boolean onlyOneIsSurrogate = Character.isSurrogate(a) != Character.isSurrogate(b);
        return onlyOneIsSurrogate ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
    }

    private static void requirePlain(String what, String text, int maxBytes) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the " + what + " is empty");
        }
        // In UTF-8 it would become a question mark, and thus another cell.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("the " + what + " holds half of a surrogate pair");
        }
        if (text.length() > maxBytes || text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw new IllegalArgumentException(
                    "the " + what + " is longer than " + maxBytes + " bytes: " + text.substring(0, 20) + "...");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw new IllegalArgumentException("the " + what + " holds a control character at position " + i);
            }
        }
    }
}
