package dev.wayside.traceingest.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.wayside.traceingest.row.UnitSuffix;

/** A reader of one column of a mapping file. */
final class MappedColumnField {

    private static final Set<String> SOURCES = Set.of("from", "first_of", "value", "enb", "pci", "hex", "mcc");

    private MappedColumnField() {}

    static MappedColumn read(MappedTarget column, MappingField field, Set<String> missing) {
        if (!field.isObject()) {
            throw field.wrong("give from: (the log's column), and unit: if it is not in the unit of the name");
        }
        field.requireKnown(known(column));
        List<String> absent = new ArrayList<>(missing);
        absent.addAll(field.at("missing").texts());
        return new MappedColumn(
                source(column, field),
                factor(column, field),
                field.at("offset").number(0),
                units(column, field),
                List.copyOf(absent),
                field.node().path("optional").asBoolean(false));
    }

    /** The carrier of all rows: a text for a constant, or the fields of a column. */
    static MappedColumn readCarrier(MappingField field, Set<String> missing) {
        if (field.isObject()) {
            return read(MappedTarget.CARRIER, field, missing);
        }
        return new MappedColumn(new MappedSource.Constant(field.text()), 1, 0, List.of(), List.of(), false);
    }

    private static Set<String> known(MappedTarget column) {
        return switch (column) {
            case CELL ->
                Set.of("from", "first_of", "value", "hex", "enb", "sector", "pci", "channel", "missing", "optional");
            case CARRIER -> Set.of("from", "first_of", "value", "mcc", "mnc", "mnc_digits", "missing", "optional");
            case TRACE -> Set.of("from", "first_of", "value", "missing", "optional");
            default -> Set.of("from", "first_of", "value", "unit", "factor", "offset", "missing", "optional");
        };
    }

    private static MappedSource source(MappedTarget column, MappingField field) {
        List<String> given = SOURCES.stream().filter(field::has).sorted().toList();
        if (given.size() > 1) {
            throw field.wrong("has " + String.join(": and ", given) + ":; leave one of them out");
        }
        return switch (given.isEmpty() ? "from" : given.get(0)) {
            case "first_of" -> new MappedSource.FirstOf(field.at("first_of").columns());
            case "value" -> new MappedSource.Constant(field.at("value").text());
            case "hex" -> new MappedSource.Hexadecimal(field.at("hex").column());
            case "enb" ->
                new MappedSource.EnbSector(
                        field.at("enb").column(), field.at("sector").column());
            case "pci" ->
                new MappedSource.PciChannel(
                        field.at("pci").column(), field.at("channel").column());
            case "mcc" ->
                new MappedSource.MccMnc(
                        field.at("mcc").column(), field.at("mnc").column(), mncDigits(field.at("mnc_digits")));
            default -> columns(column, field.at("from"));
        };
    }

    private static MappedSource columns(MappedTarget column, MappingField from) {
        List<String> columns = from.columns();
        if (columns.size() > 1 && !column.isText()) {
            throw from.wrong("a number comes from one column; name one, or use first_of:");
        }
        return new MappedSource.Columns(columns);
    }

    private static int mncDigits(MappingField field) {
        double digits = field.number(MappedSource.MccMnc.BY_COUNTRY);
        if (field.exists() && digits != 2 && digits != 3) {
            throw field.wrong("an MNC has 2 or 3 digits; give one of them");
        }
        return (int) digits;
    }

    /** The unit of the numbers; none if they are in a unit that has no name. */
    private static List<String> units(MappedTarget column, MappingField field) {
        if (field.has("factor") || field.has("offset")) {
            return List.of();
        }
        return field.has("unit") ? UnitSuffix.of(field.at("unit").text()) : UnitSuffix.ofColumn(column.columnName());
    }

    private static double factor(MappedTarget column, MappingField field) {
        MappingField factor = field.at("factor");
        if (factor.exists()) {
            if (!factor.node().isNumber() || field.has("unit")) {
                throw factor.wrong("give one number, without unit:");
            }
            return factor.node().asDouble();
        }
        MappingField unit = field.at("unit");
        if (!unit.exists()) {
            return 1;
        }
        Map<String, Double> units = column.units();
        Double known = units.get(unit.text());
        if (known == null) {
            throw unit.wrong("no such unit for it; use " + String.join(", ", units.keySet()) + ", or factor:");
        }
        return known;
    }
}
