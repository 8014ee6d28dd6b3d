package dev.wayside.traceingest.format;

import java.util.List;

import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.traceingest.assembly.HandoverRule;
import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.RowParser;
import dev.wayside.traceingest.row.TraceIngestException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of WMN-Lab's metrics, one a second, of a modem locked to some bands of one operator. They name no cell and their
 * positions mostly do not change.
 *
 * <p>The band lock is the carrier: modems on other bands see other networks. A section of the line represents the cell:
 * the direction of the run and the time since it began, because the trains follow their timetable.
 *
 * <p>A handover, also of the 5G cell alone, is a SUCCESS. A radio link failure is a FAILURE, or an OUTAGE if the RSRP
 * was lost before it; its disconnection is the time lost to packet loss in the seconds before it.
 */
final class WmnLabRowParser implements RowParser {

    private static final double PACKETS_PER_SECOND = 500;
    private static final double MILLIS_PER_SECOND = 1000;

    private final @Nullable WmnLabColumn[] columns;
    private final CanonicalTime time;
    private final String carrier;
    private final WmnLabRun run;
    private final HandoverRule rule;
    private final StillPosition position = new StillPosition();
    private final FieldText part = new FieldText();

    private long firstMillis = -1;
    private double rsrpBefore = Double.NaN;
    private double lostMillis;

    private boolean handover;
    private boolean linkFailure;
    private double rsrp;
    private double rsrq;
    private double nrRsrp;
    private double neighbour;
    private double latitude;
    private double longitude;
    private double speed;
    private double downlinkLost;
    private double uplinkLost;
    private double downlinkDelay;
    private double uplinkDelay;

    WmnLabRowParser(List<String> header, ReadingContext context) {
        List<String> missing = WmnLabColumn.missingFrom(header);
        if (!missing.isEmpty()) {
            throw new TraceIngestException("line 1: the header lacks " + String.join(", ", missing)
                    + "; take the logs that combine events, signal, loss and latency");
        }
        this.columns = WmnLabColumn.of(header);
        this.time = new CanonicalTime(context.localTimes());
        this.run = WmnLabRun.of(context.logName());
        this.carrier = context.carrier() == null ? run.bandLock() : context.carrier();
        this.rule = context.handoverRule();
        forgetRow();
    }

    @Override
    public int columns() {
        return columns.length;
    }

    @Override
    public void field(int index, FieldText text, RowDraft draft) {
        WmnLabColumn column = columns[index];
        if (column == null || text.isMissing()) {
            return;
        }
        switch (column) {
            case TIMESTAMP -> time.read(text, draft);
            case LTE_HANDOVER, ANCHOR_HANDOVER, NR_ADDED, NR_RELEASED, NR_HANDOVER ->
                handover |= happened(column, text, draft);
            case RADIO_LINK_FAILURE -> linkFailure = happened(column, text, draft);
            default -> number(column, text, draft);
        }
    }

    @Override
    public void complete(RowDraft draft) {
        draft.carrier(carrier);
        if (draft.isValid()) {
            firstMillis = firstMillis < 0 ? draft.epochMillis() : firstMillis;
            draft.place(run.place(draft.epochMillis() - firstMillis));
            signal(draft);
            performance(draft);
            event(draft);
            rsrpBefore = rsrp;
        }
        forgetRow();
    }

    private void signal(RowDraft draft) {
        if (RsrpSeries.isReportable(rsrp)) {
            draft.rsrp(rsrp);
        }
        if (RsrpSeries.isReportable(neighbour)) {
            draft.value(Quantity.NEIGHBOUR_RSRP_DBM, neighbour);
            draft.value(Quantity.SAME_TECHNOLOGY_NEIGHBOUR_RSRP_DBM, neighbour);
        }
        draft.valueIfPlausible(Quantity.RSRQ_DB, rsrq);
        draft.valueIfPlausible(Quantity.SS_RSRP_DBM, nrRsrp);
        if (position.moved(latitude, longitude)) {
            draft.value(Quantity.LATITUDE_DEGREES, latitude);
            draft.value(Quantity.LONGITUDE_DEGREES, longitude);
            draft.valueIfMeasured(Quantity.SPEED_MPS, speed);
        }
    }

    private void performance(RowDraft draft) {
        draft.valueIfMeasured(Quantity.LOSS, Math.min(1, (downlinkLost + uplinkLost) / (2 * PACKETS_PER_SECOND)));
        double rttMillis = (downlinkDelay + uplinkDelay) * MILLIS_PER_SECOND;
        // If nothing arrived there is no delay, and disagreeing clocks yield a negative one.
        if (rttMillis > 0 && Math.max(downlinkLost, uplinkLost) < PACKETS_PER_SECOND) {
            draft.value(Quantity.RTT_MILLIS, rttMillis);
        }
        double lost = Math.min(1, Math.max(downlinkLost, uplinkLost) / PACKETS_PER_SECOND);
        lostMillis = lost > 0 ? lostMillis + lost * MILLIS_PER_SECOND : 0;
    }

    private void event(RowDraft draft) {
        if (linkFailure) {
            draft.event(rule.linkFailure(rsrpBefore));
            draft.disconnection(lostMillis);
        } else if (handover) {
            draft.event(HandoverKind.SUCCESS);
        }
    }

    private void forgetRow() {
        handover = false;
        linkFailure = false;
        rsrp = Double.NaN;
        rsrq = Double.NaN;
        nrRsrp = Double.NaN;
        neighbour = Double.NEGATIVE_INFINITY;
        latitude = Double.NaN;
        longitude = Double.NaN;
        speed = Double.NaN;
        downlinkLost = Double.NaN;
        uplinkLost = Double.NaN;
        downlinkDelay = Double.NaN;
        uplinkDelay = Double.NaN;
    }

    private void number(WmnLabColumn column, FieldText text, RowDraft draft) {
        double value = parsed(column, text, draft);
        switch (column) {
            case RSRP -> rsrp = value;
            case RSRQ -> rsrq = value == 0 ? Double.NaN : value;
            case NR_RSRP -> nrRsrp = value;
            case NEIGHBOUR_1_RSRP, NEIGHBOUR_2_RSRP -> neighbour = value < 0 ? Math.max(neighbour, value) : neighbour;
            case LATITUDE -> latitude = value;
            case LONGITUDE -> longitude = value;
            case SPEED -> speed = value;
            case DOWNLINK_LOST -> downlinkLost = value;
            case UPLINK_LOST -> uplinkLost = value;
            case DOWNLINK_DELAY -> downlinkDelay = value;
            case UPLINK_DELAY -> uplinkDelay = value;
            default -> throw new IllegalStateException(column + " is not a number");
        }
    }

    /**
     * The number of events: the log has a count, or the fractions of the second, {@code 0.31}, or {@code 0.31@0.84} for
     * two.
     */
    private boolean happened(WmnLabColumn column, FieldText text, RowDraft draft) {
        boolean any = false;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '@') {
                part.setWithin(text, start, i);
                any |= parsed(column, part, draft) > 0;
                start = i + 1;
            }
        }
        return any;
    }

    private static double parsed(WmnLabColumn column, FieldText text, RowDraft draft) {
        try {
            return text.toDouble();
        } catch (NumberFormatException e) {
            draft.rejectNumber(column.toString(), text.toString());
            return Double.NaN;
        }
    }
}
