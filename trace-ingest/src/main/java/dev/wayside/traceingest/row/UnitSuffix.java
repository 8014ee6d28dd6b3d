package dev.wayside.traceingest.row;

import java.util.List;

/** Units behind numbers, such as {@code -90 dBm}: a number is read if the unit is that of its column. */
public final class UnitSuffix {

    private UnitSuffix() {}

    /** The spellings of the unit at the end of a column's name, such as {@code rsrp_dbm}; empty for one without. */
    public static List<String> ofColumn(String columnName) {
        return switch (columnName.substring(columnName.lastIndexOf('_') + 1)) {
            case "dbm" -> of("dBm");
            case "db" -> of("dB");
            case "bps" -> of("bit/s");
            case "ms" -> of("ms");
            case "mps" -> of("m/s");
            default -> List.of();
        };
    }

    /** The spellings of a unit. */
    public static List<String> of(String unit) {
        return unit.endsWith("bit/s") ? List.of(unit, unit.replace("bit/s", "bps")) : List.of(unit);
    }

    /** The text without one of these units at its end, in any case, and without blanks before it. */
    public static FieldText without(List<String> units, FieldText text) {
        if (text.isEmpty() || Character.isDigit(text.charAt(text.length() - 1))) {
            return text;
        }
        for (String unit : units) {
            int number = text.length() - unit.length();
            if (number > 0 && endsWith(unit, text, number)) {
                FieldText plain = new FieldText();
                plain.setWithin(text, 0, number);
                return plain;
            }
        }
        return text;
    }

    private static boolean endsWith(String unit, FieldText text, int from) {
        for (int i = 0; i < unit.length(); i++) {
            if (Character.toLowerCase(text.charAt(from + i)) != Character.toLowerCase(unit.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
