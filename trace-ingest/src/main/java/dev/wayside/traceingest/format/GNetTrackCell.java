package dev.wayside.traceingest.format;

import dev.wayside.kvstore.CellName;
import dev.wayside.traceingest.row.FieldText;

/**
 * The columns of G-NetTrack Pro that identify the serving cell, of one row: the whole identity, or eNB and sector, or
 * sector and position of the site. A sector alone is no cell: every site has a sector 1. Empty texts are not measured.
 *
 * @param identity the whole cell identity
 * @param node eNB id
 * @param sector the cell's number within its eNB; some logs have the whole identity here
 * @param siteLatitude position of the site, from the app's list of cells
 * @param siteLongitude as above
 */
record GNetTrackCell(String identity, String node, String sector, String siteLatitude, String siteLongitude) {

    static final GNetTrackCell NONE = new GNetTrackCell("", "", "", "", "");

    private static final int MAX_SECTOR = 255;

    boolean isMissing() {
        return identity.isEmpty() && sector.isEmpty();
    }

    /** True if nothing says which site the sector belongs to. */
    boolean isSectorOnly() {
        return !hasIdentity() && !hasNode() && isSector() && !hasSite();
    }

    /** The name of the cell; that of an unknown one if the columns do not identify it. */
    String name() {
        if (hasIdentity()) {
            return identity;
        }
        if (hasNode()) {
            return CellName.ofNode(node, sector);
        }
        return isSector() && hasSite()
                ? CellName.of(sector) + '@' + number(siteLatitude) + ',' + number(siteLongitude)
                : sector;
    }

    private boolean hasIdentity() {
        return !CellName.isUnknown(CellName.of(identity));
    }

    private boolean hasNode() {
        return !CellName.ofNode(node, sector).equals(CellName.UNKNOWN);
    }

    /** Sector 0 of eNB 0 is the app's mark for an unknown cell. */
    private boolean isSector() {
        double number = number(sector);
        return number <= MAX_SECTOR && (number > 0 || (number == 0 && node.isEmpty()));
    }

    /** Zero is the app's mark for an unknown position. */
    private boolean hasSite() {
        return Math.abs(number(siteLatitude)) + Math.abs(number(siteLongitude)) > 0;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** A reader of these columns. Reused from row to row; the same texts are the same cell. */
    static final class Reader {

        private final RepeatedText identities = new RepeatedText();
        private final RepeatedText nodes = new RepeatedText();
        private final RepeatedText sectors = new RepeatedText();
        private final RepeatedText latitudes = new RepeatedText();
        private final RepeatedText longitudes = new RepeatedText();

        private String identity = "";
        private String node = "";
        private String sector = "";
        private String siteLatitude = "";
        private String siteLongitude = "";

        void read(GNetTrackColumn column, FieldText text) {
            switch (column) {
                case RAW_CELL_ID -> identity = identities.of(text);
                case NODE -> node = nodes.of(text);
                case CELL_ID -> sector = sectors.of(text);
                case SITE_LATITUDE -> siteLatitude = latitudes.of(text);
                case SITE_LONGITUDE -> siteLongitude = longitudes.of(text);
                default -> throw new IllegalArgumentException(column + " does not identify the cell");
            }
        }

        GNetTrackCell cell() {
            return new GNetTrackCell(identity, node, sector, siteLatitude, siteLongitude);
        }

        void forgetRow() {
            identity = "";
            node = "";
            sector = "";
            siteLatitude = "";
            siteLongitude = "";
        }
    }
}
