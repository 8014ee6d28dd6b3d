package dev.wayside.traceingest.mapping;

import java.util.List;

import dev.wayside.traceingest.row.FieldText;

/** The log's columns for one of Wayside's columns, and the rule that makes one text of them. */
sealed interface MappedSource {

    /** The log's columns. */
    List<String> columns();

    /** True if a log must have all of the columns, false if one is enough. */
    default boolean needsAll() {
        return true;
    }

    /**
     * The text of a row, until the next row is read; empty if not measured.
     *
     * @param at positions of the columns, in their order; -1 for one that the log lacks
     * @param missing marks for "not measured"
     * @throws NumberFormatException if a part must be a number and is not
     */
    FieldText read(MappedFields row, int[] at, List<String> missing);

    /** One column, or several joined by hyphens. */
    record Columns(List<String> columns) implements MappedSource {
        @Override
        public FieldText read(MappedFields row, int[] at, List<String> missing) {
            return at.length == 1 ? row.get(at[0], missing) : row.joined(at, '-', missing);
        }
    }

    /** The first of several columns that is measured. */
    record FirstOf(List<String> columns) implements MappedSource {
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
    record Constant(String value) implements MappedSource {
        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public FieldText read(MappedFields row, int[] at, List<String> missing) {
            return row.text(value);
        }
    }

    /** An LTE cell from its base station and its sector: eNB x 256 + sector (3GPP TS 36.413, 9.2.1.38). */
    record EnbSector(String enb, String sector) implements MappedSource {

        private static final long MAX_ENB = (1 << 20) - 1;
        private static final long MAX_SECTOR = 255;

        @Override
        public List<String> columns() {
            return List.of(enb, sector);
        }

        @Override
        public FieldText read(MappedFields row, int[] at, List<String> missing) {
            long station = IdentityPart.read(row.get(at[0], missing), MAX_ENB);
            long part = IdentityPart.read(row.get(at[1], missing), MAX_SECTOR);
            return row.text(
                    station == IdentityPart.UNKNOWN || part == IdentityPart.UNKNOWN
                            ? ""
                            : Long.toString(station * (MAX_SECTOR + 1) + part));
        }
    }

    /** A cell without an identity, named by its physical id and channel: {@code pci-17@1300}, as in cellinfo logs. */
    record PciChannel(String pci, String channel) implements MappedSource {

        /** 3GPP TS 38.211, 7.4.2.1. */
        private static final long MAX_PCI = 1007;
        /** 3GPP TS 38.101-1, table 5.4.2.1-1. */
        private static final long MAX_CHANNEL = 3_279_165;

        @Override
        public List<String> columns() {
            return List.of(pci, channel);
        }

        @Override
        public FieldText read(MappedFields row, int[] at, List<String> missing) {
            long id = IdentityPart.read(row.get(at[0], missing), MAX_PCI);
            long number = IdentityPart.read(row.get(at[1], missing), MAX_CHANNEL);
            return row.text(
                    id == IdentityPart.UNKNOWN || number == IdentityPart.UNKNOWN ? "" : "pci-" + id + "@" + number);
        }
    }

    /** A carrier from its country and network codes. */
    record MccMnc(String mcc, String mnc, int mncDigits) implements MappedSource {

        /** The number of digits of a network code that is written shorter: 3 in North America, 2 elsewhere. */
        static final int BY_COUNTRY = 0;

        private static final int MAX_CODE = 999;
        private static final int CANADA = 302;
        private static final int FIRST_USA = 310;
        private static final int LAST_USA = 316;

        @Override
        public List<String> columns() {
            return List.of(mcc, mnc);
        }

        @Override
        public FieldText read(MappedFields row, int[] at, List<String> missing) {
            long country = IdentityPart.read(row.get(at[0], missing), MAX_CODE);
            FieldText written = row.get(at[1], missing);
            long network = IdentityPart.read(written, MAX_CODE);
            if (country <= 0 || network == IdentityPart.UNKNOWN) {
                return row.text("");
            }
            int width = Math.max(digits((int) country), writtenDigits(written));
            return row.text(padded(country, 3) + "-" + padded(network, width));
        }

        private int digits(int country) {
            if (mncDigits != BY_COUNTRY) {
                return mncDigits;
            }
            return country == CANADA || (country >= FIRST_USA && country <= LAST_USA) ? 3 : 2;
        }

        /** The digits before the point: pandas writes 1.0 for 1. */
        private static int writtenDigits(FieldText written) {
            int count = 0;
            while (count < written.length() && Character.isDigit(written.charAt(count))) {
                count++;
            }
            return Math.min(count, 3);
        }

        private static String padded(long code, int width) {
            String digits = Long.toString(code);
            return "0".repeat(Math.max(0, width - digits.length())) + digits;
        }
    }
}
