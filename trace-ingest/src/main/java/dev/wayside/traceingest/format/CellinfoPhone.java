package dev.wayside.traceingest.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.wayside.kvstore.CellName;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.RowHandler;
import org.jspecify.annotations.Nullable;

/**
 * The rows from one phone's messages: one for every answered ping, with the cell and the signal that the phone reported
 * last.
 *
 * <p>Pings without an answer are rows of loss alone, spread evenly over the time without an answer. Until the first
 * answer, each report of the signal is a row. A report is valid for {@value #REPORT_LASTS_MILLIS} ms; a ping after that
 * is performance alone. If a cell has no identity, its physical id and channel represent it. Not thread-safe.
 */
final class CellinfoPhone {

    /** Chosen: validity of a report of the signal. */
    static final int REPORT_LASTS_MILLIS = 15_000;

    private static final Pattern ANSWER = Pattern.compile(".*icmp_seq=(\\d{1,9}) .*time=([0-9.]{1,12}) ms(.*)");
    private static final Pattern CELL =
            Pattern.compile(".*: (LTE|5G-NR) Cell Bands.* Cell ID: (\\d{1,19}) Physical Cell ID: (\\d{1,10}).*");
    /** The first of the bands: a phone lists those that the channel may belong to. */
    private static final Pattern BAND = Pattern.compile("Cell Bands: \\[(\\d{1,4})[],]");

    private static final Pattern CHANNEL = Pattern.compile("ARFCN: (\\d{1,10})");
    private static final Pattern LTE_SIGNAL = Pattern.compile(".* rsrp: (-?\\d{1,10}) .*");
    private static final Pattern NR_SIGNAL = Pattern.compile(".* ssrsrp: (-?\\d{1,10}) .*");
    private static final Pattern QUALITY = Pattern.compile("rsrq: (-?\\d{1,10})\\b");
    private static final Pattern NOISE = Pattern.compile("(?:rssnr|sssinr): (-?\\d{1,10})\\b");
    private static final Pattern POSITION =
            Pattern.compile(".*\\(success\\): (-?\\d{1,3}\\.\\d{1,9}), (-?\\d{1,3}\\.\\d{1,9})");
    private static final Pattern NETWORK = Pattern.compile("Network Operator == (.*)");
    private static final Pattern OPERATOR = Pattern.compile(".*: Operator: (.*) UpdateTimestamp: .*");
    private static final String PINGS_BEGIN = "PING ";
    private static final String SESSION_BEGINS = "Logging started";
    private static final String NR = "5G-NR";

    /** Chosen: a larger jump of the sequence number is a restart, not a loss. */
    private static final int MAX_LOST = 3_000;

    private final RowHandler handler;
    private final RowDraft draft = new RowDraft();
    private final @Nullable String chosenCarrier;

    private String network = "";
    private String operator = "";
    private String session = "";
    private String cellId = "";
    private boolean cellIsNr;
    private double pci = Double.NaN;
    private double channel = Double.NaN;
    private double band = Double.NaN;
    private long cellMillis;
    private Signal lteSignal = Signal.UNKNOWN;
    private Signal nrSignal = Signal.UNKNOWN;
    private double latitude = Double.NaN;
    private double longitude = Double.NaN;
    private boolean pinging;
    private int lastSequence;
    private long lastAnswerMillis;

    CellinfoPhone(@Nullable String chosenCarrier, RowHandler handler) {
        this.chosenCarrier = chosenCarrier;
        this.handler = handler;
    }

    /** Processes the next message. */
    void message(long lineNumber, long epochMillis, String text) {
        Matcher answer = ANSWER.matcher(text);
        if (answer.matches()) {
            answer(lineNumber, epochMillis, answer);
        } else if (text.startsWith(PINGS_BEGIN)) {
            beginPings(epochMillis);
        } else if (text.equals(SESSION_BEGINS)) {
            // The trace is named after its first moment, so that another log of the same session is the same trace.
            session = Long.toString(epochMillis);
        } else if (!report(lineNumber, epochMillis, text)) {
            learn(text);
        }
    }

    private void beginPings(long epochMillis) {
        pinging = true;
        lastSequence = 0;
        lastAnswerMillis = epochMillis;
    }

    private void answer(long lineNumber, long epochMillis, Matcher answer) {
        if (answer.group(3).contains("DUP!")) {
            return;
        }
        int sequence = Integer.parseInt(answer.group(1));
        int step = sequence - lastSequence;
        boolean follows = pinging && Math.abs(step) <= MAX_LOST;
        if (follows && step > 1) {
            lost(lineNumber, epochMillis, step - 1);
        }
        begin(lineNumber, epochMillis);
        signal(epochMillis);
        draft.value(Quantity.LOSS, 0);
        number(Quantity.RTT_MILLIS, answer.group(2));
        position();
        draft.deliver(handler);
        pinging = true;
        if (step > 0 || !follows) {
            lastSequence = sequence;
            lastAnswerMillis = epochMillis;
        }
    }

    private void lost(long lineNumber, long epochMillis, int count) {
        for (int i = 1; i <= count; i++) {
            begin(lineNumber, lastAnswerMillis + (epochMillis - lastAnswerMillis) * i / (count + 1));
            draft.performanceOnly();
            draft.value(Quantity.LOSS, 1);
            draft.deliver(handler);
        }
    }

    /** Processes a report of cell, signal or position; true if the message was one. */
    private boolean report(long lineNumber, long epochMillis, String text) {
        Matcher cell = CELL.matcher(text);
        Matcher lte = LTE_SIGNAL.matcher(text);
        Matcher nr = NR_SIGNAL.matcher(text);
        Matcher place = POSITION.matcher(text);
        if (cell.matches()) {
            cellIsNr = cell.group(1).equals(NR);
            cellId = cellId(cell.group(2), cell.group(3), CHANNEL.matcher(text));
            pci = Double.parseDouble(cell.group(3));
            channel = numberIn(text, CHANNEL);
            band = numberIn(text, BAND);
            cellMillis = epochMillis;
        } else if (nr.matches()) {
            nrSignal = Signal.of(nr.group(1), text, epochMillis);
            rowOfReport(lineNumber, epochMillis, cellIsNr);
        } else if (lte.matches()) {
            lteSignal = Signal.of(lte.group(1), text, epochMillis);
            rowOfReport(lineNumber, epochMillis, !cellIsNr);
        } else if (place.matches()) {
            latitude = Double.parseDouble(place.group(1));
            longitude = Double.parseDouble(place.group(2));
        } else {
            return false;
        }
        return true;
    }

    private void rowOfReport(long lineNumber, long epochMillis, boolean ofThisCell) {
        if (ofThisCell && !pinging && isKnown(epochMillis)) {
            begin(lineNumber, epochMillis);
            signal(epochMillis);
            position();
            draft.deliver(handler);
        }
    }

    private void learn(String text) {
        Matcher networkLine = NETWORK.matcher(text);
        Matcher operatorLine = OPERATOR.matcher(text);
        if (networkLine.matches()) {
            network = networkLine.group(1).strip();
        } else if (operatorLine.matches() && !operatorLine.group(1).isBlank()) {
            // Some phones go on with the names of neighbours: "AT&T...1".
            operator = operatorLine.group(1).split("\\.\\.\\.", 2)[0].strip();
        }
    }

    private void begin(long lineNumber, long epochMillis) {
        draft.begin(lineNumber);
        draft.time(epochMillis);
        draft.trace(session);
        draft.carrier(carrier());
    }

    private String carrier() {
        if (chosenCarrier != null) {
            return chosenCarrier;
        }
        return network.isEmpty() ? operator : network;
    }

    private void signal(long epochMillis) {
        if (isKnown(epochMillis)) {
            draft.cell(cellId);
            draft.rsrp(servingSignal().rsrpDbm);
            radio(epochMillis);
        } else {
            draft.performanceOnly();
        }
    }

    private void radio(long epochMillis) {
        draft.valueIfPlausible(Quantity.RSRQ_DB, servingSignal().rsrqDb);
        draft.valueIfPlausible(Quantity.SINR_DB, servingSignal().sinrDb);
        draft.valueIfPlausible(Quantity.CHANNEL, channel);
        draft.valueIfPlausible(Quantity.BAND, band);
        draft.valueIfPlausible(Quantity.PCI, pci);
        if (!cellIsNr && nrSignal.isKnown(epochMillis)) {
            draft.value(Quantity.SS_RSRP_DBM, nrSignal.rsrpDbm);
        }
    }

    private static double numberIn(String text, Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
    }

    private boolean isKnown(long epochMillis) {
        return !cellId.isEmpty()
                && epochMillis - cellMillis <= REPORT_LASTS_MILLIS
                && servingSignal().isKnown(epochMillis);
    }

    private Signal servingSignal() {
        return cellIsNr ? nrSignal : lteSignal;
    }

    private void position() {
        draft.valueIfMeasured(Quantity.LATITUDE_DEGREES, latitude);
        draft.valueIfMeasured(Quantity.LONGITUDE_DEGREES, longitude);
        latitude = Double.NaN;
        longitude = Double.NaN;
    }

    private void number(Quantity quantity, String text) {
        try {
            draft.value(quantity, Double.parseDouble(text));
        } catch (NumberFormatException e) {
            draft.reject(Rejection.VALUE_UNREADABLE, quantity + " " + text);
        }
    }

    private static String cellId(String identity, String physicalId, Matcher channel) {
        if (!CellName.isUnknown(CellName.of(identity))) {
            return identity;
        }
        String physical = CellName.ofPhysical(physicalId, channel.find() ? channel.group(1) : "");
        return CellName.isUnknown(physical) ? "" : physical;
    }

    /** A report of the signal. */
    private record Signal(double rsrpDbm, double rsrqDb, double sinrDb, long epochMillis) {

        private static final Signal UNKNOWN = new Signal(Double.NaN, Double.NaN, Double.NaN, 0);

        private static Signal of(String rsrp, String report, long epochMillis) {
            return new Signal(Long.parseLong(rsrp), numberIn(report, QUALITY), numberIn(report, NOISE), epochMillis);
        }

        private boolean isKnown(long nowMillis) {
            return RsrpSeries.isReportable(rsrpDbm) && nowMillis - epochMillis <= REPORT_LASTS_MILLIS;
        }
    }
}
