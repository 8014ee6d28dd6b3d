package dev.wayside.traceingest.format;

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
 * (non-standalone: the cell is the LTE anchor) the cell is keyed by its E-UTRAN identity, eNB id x 256 + cell number.
 */
final class GNetTrackRowParser implements RowParser {

    private static final Set<String> TECHNOLOGIES_WITH_RSRP = Set.of("LTE", "5G", "4G", "NR");
    private static final int CELLS_PER_NODE = 256;
    private static final double BPS_PER_KBPS = 1000;
    private static final double KMH_PER_MPS = 3.6;
    private static final double PERCENT = 100;

    private final @Nullable GNetTrackColumn[] columns;
    private final GNetTrackTime time;
    private final @Nullable String carrier;
    private final RepeatedText names = new RepeatedText();
    private final RepeatedText codes = new RepeatedText();
    private final RepeatedText technologies = new RepeatedText();
    private final RepeatedText cells = new RepeatedText();

    /** The last operator named in the log: rows without coverage do not name it. */
    private String knownCarrier = "";

    private String operatorName = "";
    private String operatorCode = "";
    private String technology = "";
    private String rawCellId = "";
    private double node = Double.NaN;
    private double cellNumber = Double.NaN;
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
            case NETWORK_MODE, NETWORK_TECH -> technology = technologies.of(text);
            case RAW_CELL_ID -> rawCellId = text.isMissing() ? "" : cells.of(text);
            default -> {
                if (!text.isMissing()) {
                    number(column, text, draft);
                }
            }
        }
    }

    @Override
    public void complete(RowDraft draft) {
        boolean covered = !technology.isEmpty() && !technology.startsWith("-");
        if (covered) {
            learnCarrier();
        }
        draft.carrier(carrier == null ? knownCarrier : carrier);
        if (!covered) {
            draft.coverageLost();
        } else if (!TECHNOLOGIES_WITH_RSRP.contains(technology)) {
            draft.reject(Rejection.OTHER_TECHNOLOGY, technology);
        } else {
            draft.cell(cellId());
            if (RsrpSeries.isReportable(level)) {
                draft.rsrp(level);
            }
        }
        forgetRow();
    }

    private void forgetRow() {
        operatorName = "";
        operatorCode = "";
        technology = "";
        rawCellId = "";
        node = Double.NaN;
        cellNumber = Double.NaN;
        level = Double.NaN;
    }

    private void number(GNetTrackColumn column, FieldText text, RowDraft draft) {
        switch (column) {
            case NODE -> node = value(column, text, draft);
            case CELL_ID -> cellNumber = value(column, text, draft);
            case RSRP, LEVEL -> level = value(column, text, draft);
            default -> measure(column, text, draft);
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
            draft.reject(Rejection.VALUE_UNREADABLE, column + " " + text);
            return Double.NaN;
        }
    }

    /** The operator's code if the log has it, otherwise its name; a bare number is not a name. */
    private void learnCarrier() {
        if (isNetworkCode(operatorCode)) {
            knownCarrier = networkCode(operatorCode);
        } else if (!operatorName.isEmpty() && !isNumber(operatorName)) {
            knownCarrier = operatorName;
        } else if (knownCarrier.isEmpty() && isNetworkCode(operatorName)) {
            knownCarrier = networkCode(operatorName);
        }
    }

    private String cellId() {
        if (!rawCellId.isEmpty()) {
            return rawCellId;
        }
        if (Double.isNaN(cellNumber)) {
            return "";
        }
        long identity = Double.isNaN(node) ? ((long) cellNumber) : ((long) node) * CELLS_PER_NODE + ((long) cellNumber);
        return Long.toString(identity);
    }

    /** Mobile country code and network code, as 608-01. */
    private static String networkCode(String digits) {
        return digits.substring(0, 3) + '-' + digits.substring(3);
    }

    private static boolean isNetworkCode(String text) {
        return isNumber(text) && (text.length() == 5 || text.length() == 6);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }
}
