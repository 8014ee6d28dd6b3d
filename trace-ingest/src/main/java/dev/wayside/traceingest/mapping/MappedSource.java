package dev.wayside.traceingest.mapping;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.wayside.kvstore.CarrierName;
import dev.wayside.kvstore.CellName;
import dev.wayside.traceingest.row.FieldText;

/** The log's columns for one of Wayside's columns, and the rule that makes one text of them. */
sealed interface MappedSource {

    /** The log's columns. */
    List<String> columns();

    /** True if a log must have all of the columns, false if one is enough. */
    default boolean needsAll() {
        return true;
    }

    /** A text as the log has it. */
    sealed interface Text extends MappedSource {

        /**
         * The text of a row, until the next row is read; empty if not measured.
         *
         * @param at positions of the columns, in their order; -1 for one that the log lacks
         * @param missing marks for "not measured"
         */
        FieldText read(MappedFields row, int[] at, List<String> missing);
    }

    /** A name that is worked out from columns. */
    sealed interface Name extends MappedSource {

        /**
         * The name for the texts of the columns, which are measured.
         *
         * @throws IllegalArgumentException if one of them cannot be a part of such a name
         */
        String of(List<String> parts);
    }

    /** One column, or several joined by hyphens. */
    record Columns(List<String> columns) implements Text {
        @Override
        public FieldText read(MappedFields row, int[] at, List<String> missing) {
            return at.length == 1 ? row.get(at[0], missing) : row.joined(at, '-', missing);
        }
    }

    /** The first of several columns that is measured. */
    record FirstOf(List<String> columns) implements Text {
        @Override
        public boolean needsAll() {
            return false;
        }

        @Override
        public FieldText read(MappedFields row, int[] at, List<String> missing) {
            for (int position : at) {
                FieldText text = row.get(position, missing);
                if (!text.isEmpty()) {
                    return text;
                }
            }
            return row.get(-1, missing);
        }
    }

    /** The same text in every row. */
    record Constant(String value) implements Text {
        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public FieldText read(MappedFields row, int[] at, List<String> missing) {
            return row.text(value);
        }
    }

    /** An LTE cell from its base station and its sector. */
    record EnbSector(String enb, String sector) implements Name {
        @Override
        public List<String> columns() {
            return List.of(enb, sector);
        }

        @Override
        public String of(List<String> parts) {
            return CellName.ofNode(parts.get(0), parts.get(1));
        }
    }

    /** A cell without an identity, named by its physical id and channel. */
    record PciChannel(String pci, String channel) implements Name {
        @Override
        public List<String> columns() {
            return List.of(pci, channel);
        }

        @Override
        public String of(List<String> parts) {
            return CellName.ofPhysical(parts.get(0), parts.get(1));
        }
    }

    /** A cell identity in hexadecimal without a prefix, as modems write it. */
    record Hexadecimal(String hex) implements Name {

        private static final Pattern DIGITS = Pattern.compile("(?:0[xX])?([0-9a-fA-F]{1,16})");

        @Override
        public List<String> columns() {
            return List.of(hex);
        }

        @Override
        public String of(List<String> parts) {
            Matcher digits = DIGITS.matcher(parts.get(0));
            if (!digits.matches()) {
                throw new IllegalArgumentException(parts.get(0) + " is not hexadecimal");
            }
            return CellName.of("0x" + digits.group(1));
        }
    }

    /** A carrier from its country and network codes. */
    record MccMnc(String mcc, String mnc, int mncDigits) implements Name {

        /** The number of digits of a network code that is written shorter depends on the country. */
        static final int BY_COUNTRY = 0;

        @Override
        public List<String> columns() {
            return List.of(mcc, mnc);
        }

        @Override
        public String of(List<String> parts) {
            return mncDigits == BY_COUNTRY
                    ? CarrierName.ofCodes(parts.get(0), parts.get(1))
                    : CarrierName.ofCodes(parts.get(0), parts.get(1), mncDigits);
        }
    }
}
