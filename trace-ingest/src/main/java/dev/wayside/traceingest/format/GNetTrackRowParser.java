package dev.wayside.traceingest.format;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.RowParser;
import org.jspecify.annotations.Nullable;

/**
 * Rows of G-NetTrack Pro, from its text log or a CSV of it.
 *
 * <p>Levels beyond the range of RSRP (-200, -164, -24) are the app's marks for "not measured". On 4G and 5G
 * (non-standalone: the cell is the LTE anchor) the cell is keyed by its E-UTRAN identity.
 */
final class GNetTrackRowParser implements RowParser {

    /** Beginnings of names: {@code LTE}, {@code LTE_CA}, {@code 5G}, {@code 5G NSA}, {@code NR}... */
    private static final List<String> TECHNOLOGIES_WITH_RSRP = List.of("4G", "LTE", "5G", "NR");

    private static final double BPS_PER_KBPS = 1000;
    private static final double KMH_PER_MPS = 3.6;
    private static final double PERCENT = 100;

    private final @Nullable GNetTrackColumn[] columns;
    private final GNetTrackTime time;
    private final @Nullable String carrier;
    private final RepeatedText names = new RepeatedText();
    private final RepeatedText codes = new RepeatedText();
    private final RepeatedText technologies = new RepeatedText();
    private final RepeatedText modes = new RepeatedText();
    private final GNetTrackCell.Reader cells = new GNetTrackCell.Reader();
    private GNetTrackCell lastCell = GNetTrackCell.NONE;
    private String lastCellName = "";

    /** The last operator named in the log: rows without coverage do not name it. */
    private String knownCarrier = "";

    private final RadioValues radio = new RadioValues();
    /** Phones that do not report these have 0 in each row, so 0 is believed only after another value. */
    private final Set<Quantity> reported = EnumSet.noneOf(Quantity.class);

    private String operatorName = "";
    private String operatorCode = "";
    private String technology = "";
    private String mode = "";
    private double rsrp = Double.NaN;
    private double level = Double.NaN;

    GNetTrackRowParser(List<String> header, ReadingContext context) {
        this.columns = GNetTrackColumn.of(header);
        this.time = new GNetTrackTime(context.localTimes());
        this.carrier = context.carrier();
    }

    @Override
    public int columns() {
        return columns.length;
    }

    @Override
    public void field(int index, FieldText text, RowDraft draft) {
        GNetTrackColumn column = columns[index];
        if (column == null || text.isEmpty()) {
            return;
        }
        switch (column) {
            case TIMESTAMP -> time.read(text, draft);
            case OPERATOR_NAME -> operatorName = names.of(text);
            case OPERATOR -> operatorCode = codes.of(text);
            case NETWORK_TECH -> technology = technologies.of(text);
            case NETWORK_MODE -> mode = modes.of(text);
            default -> {
                if (!text.isMissing()) {
                    measured(column, text, draft);
                }
            }
        }
    }

    @Override
    public void complete(RowDraft draft) {
        String served = technology.isEmpty() ? mode : technology;
        boolean covered = !served.isEmpty() && !served.startsWith("-");
        if (covered) {
            learnCarrier();
        }
        draft.carrier(carrier == null ? knownCarrier : carrier);
        if (!covered) {
            draft.coverageLost();
        } else if (TECHNOLOGIES_WITH_RSRP.stream().noneMatch(served::startsWith)) {
            draft.reject(Rejection.OTHER_TECHNOLOGY, served);
        } else {
            signal(served, draft);
        }
        forgetRow();
    }

    private void signal(String served, RowDraft draft) {
        GNetTrackCell cell = cells.cell();
        double dbm = RsrpSeries.isReportable(rsrp) ? rsrp : level;
        if (RsrpSeries.isReportable(dbm)) {
            draft.rsrp(dbm);
        } else if (cell.isMissing()) {
            draft.reject(Rejection.RSRP_MISSING, served + " without a cell");
        }
        if (!cell.equals(lastCell)) {
            lastCell = cell;
            lastCellName = cell.name();
        }
        if (cell.isSectorOnly()) {
            draft.reject(Rejection.CELL_WITHOUT_SITE, "CellID " + cell.sector());
        }
        draft.cell(lastCellName);
        dropUnreported(Quantity.SINR_DB);
        dropUnreported(Quantity.TIMING_ADVANCE);
        radio.moveTo(draft);
    }

    private void forgetRow() {
        operatorName = "";
        operatorCode = "";
        technology = "";
        mode = "";
        cells.forgetRow();
        radio.forget();
        rsrp = Double.NaN;
        level = Double.NaN;
    }

    private void measured(GNetTrackColumn column, FieldText text, RowDraft draft) {
        switch (column) {
            case RAW_CELL_ID, NODE, CELL_ID, SITE_LATITUDE, SITE_LONGITUDE -> cells.read(column, text);
            case RSRP -> rsrp = value(column, text, draft);
            case LEVEL -> level = value(column, text, draft);
            case RSRQ, QUALITY -> radio.read(Quantity.RSRQ_DB, text);
            case SNR -> radio.read(Quantity.SINR_DB, text);
            case CHANNEL -> radio.read(Quantity.CHANNEL, text);
            case PHYSICAL_ID, PCI -> radio.read(Quantity.PCI, text);
            case BAND -> radio.read(Quantity.BAND, text);
            case TIMING_ADVANCE -> radio.read(Quantity.TIMING_ADVANCE, text);
            default -> measure(column, text, draft);
        }
    }

    /** Drops a zero of a quantity that the phone has not reported yet. */
    private void dropUnreported(Quantity quantity) {
        double value = radio.value(quantity);
        if (value == 0 && !reported.contains(quantity)) {
            radio.drop(quantity);
        } else if (quantity.accepts(value)) {
            reported.add(quantity);
        }
    }

    /** Sets a measurement next to the signal. */
    static void measure(GNetTrackColumn column, FieldText text, RowDraft draft) {
        double value = value(column, text, draft);
        if (Double.isNaN(value)) {
            return;
        }
        switch (column) {
            case DOWNLINK, TEST_DOWNLINK -> draft.value(Quantity.DOWNLINK_BPS, value * BPS_PER_KBPS);
            case UPLINK, TEST_UPLINK -> draft.value(Quantity.UPLINK_BPS, value * BPS_PER_KBPS);
            case PING_AVERAGE -> draft.value(Quantity.RTT_MILLIS, value);
            case PING_LOSS -> draft.value(Quantity.LOSS, value / PERCENT);
            case LATITUDE -> draft.value(Quantity.LATITUDE_DEGREES, value);
            case LONGITUDE -> draft.value(Quantity.LONGITUDE_DEGREES, value);
            case SPEED -> draft.value(Quantity.SPEED_MPS, value / KMH_PER_MPS);
            default -> throw new IllegalStateException(column + " is not a number");
        }
    }

    private static double value(GNetTrackColumn column, FieldText text, RowDraft draft) {
        try {
            return text.toDouble();
        } catch (NumberFormatException e) {
            draft.rejectNumber(column.toString(), text.toString());
            return Double.NaN;
        }
    }

    /** The operator's code if the log has it, otherwise its name; a bare number is not a name. */
    private void learnCarrier() {
        if (isNetworkCode(operatorCode)) {
            knownCarrier = operatorCode;
        } else if (!operatorName.isEmpty() && !isNumber(operatorName)) {
            knownCarrier = operatorName;
        } else if (knownCarrier.isEmpty() && isNetworkCode(operatorName)) {
            knownCarrier = operatorName;
        }
    }

    private static boolean isNetworkCode(String text) {
        return isNumber(text) && (text.length() == 5 || text.length() == 6);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }
}
