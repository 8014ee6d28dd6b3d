package dev.wayside.traceingest.format;

import java.time.DateTimeException;
import java.util.List;
import java.util.Set;

import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.RowParser;
import dev.wayside.traceingest.row.TraceIngestException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the coverage log of Breitbandmessung, the German regulator's app.
 *
 * <p>The carrier is the serving network (its country and network code, {@code 262-07}); rows without one keep the last,
 * at first the SIM's. On 5G (non-standalone) the cell is the LTE anchor. Without coverage the app repeats the last
 * cell, which is ignored.
 */
final class BreitbandRowParser implements RowParser {

    private static final Set<String> TECHNOLOGIES_WITH_RSRP = Set.of("4G", "5G");
    private static final String NO_COVERAGE = "kein Netz";

    private final @Nullable BreitbandColumn[] columns;
    private final @Nullable String carrier;
    private final BreitbandTime time;
    private final RepeatedText technologies = new RepeatedText();
    private final RepeatedText countries = new RepeatedText();
    private final RepeatedText networks = new RepeatedText();
    private final RepeatedText cells = new RepeatedText();
    private final RepeatedText dates = new RepeatedText();

    private final RadioValues radio = new RadioValues();

    private String knownCountry = "";
    private String knownNetwork = "";
    private String knownCarrier = "";

    private String technology = "";
    private String simCountry = "";
    private String simNetwork = "";
    private String country = "";
    private String network = "";
    private String cellId = "";
    private String date = "";

    BreitbandRowParser(List<String> header, ReadingContext context) {
        this.columns = header.stream()
                .map(name -> BreitbandColumn.find(name).orElse(null))
                .toArray(BreitbandColumn[]::new);
        this.carrier = context.carrier();
        this.time = new BreitbandTime(context.localTimes());
        List<String> missing = BreitbandColumn.missingFrom(header);
        if (!missing.isEmpty()) {
            throw new TraceIngestException("line 1: the header lacks " + String.join(", ", missing)
                    + "; export the coverage log with all its columns, as UTF-8");
        }
    }

    @Override
    public int columns() {
        return columns.length;
    }

    @Override
    public void field(int index, FieldText text, RowDraft draft) {
        BreitbandColumn column = columns[index];
        if (column == null || isMissing(text)) {
            return;
        }
        switch (column) {
            case TECHNOLOGY -> technology = technologies.of(text);
            case SIM_COUNTRY -> simCountry = text.toString();
            case SIM_NETWORK -> simNetwork = text.toString();
            case COUNTRY -> country = countries.of(text);
            case NETWORK -> network = networks.of(text);
            case CELL_ID -> cellId = cells.of(text);
            case DATE -> date = dates.of(text);
            // The date is in an earlier column.
            case TIME -> time(text, draft);
            case RSRP, LATITUDE, LONGITUDE -> number(column, text, draft);
            case PCI -> radio.read(Quantity.PCI, text);
            case RSRQ -> radio.read(Quantity.RSRQ_DB, text);
            case CHANNEL -> radio.read(Quantity.CHANNEL, text);
        }
    }

    @Override
    public void complete(RowDraft draft) {
        learnCarrier();
        draft.carrier(carrier == null ? knownCarrier : carrier);
        if (technology.equals(NO_COVERAGE)) {
            draft.coverageLost();
        } else if (!TECHNOLOGIES_WITH_RSRP.contains(technology)) {
            draft.reject(Rejection.OTHER_TECHNOLOGY, technology);
        } else if (cellId.isEmpty()) {
            draft.reject(Rejection.RSRP_MISSING, technology + " without a cell");
        } else {
            draft.cell(cellId);
            radio.moveTo(draft);
        }
        forgetRow();
    }

    private void forgetRow() {
        technology = "";
        country = "";
        network = "";
        cellId = "";
        date = "";
        radio.forget();
    }

    private void time(FieldText text, RowDraft draft) {
        try {
            draft.time(time.epochMillis(date, text));
        } catch (IllegalArgumentException | DateTimeException e) {
            draft.reject(Rejection.TIME_UNREADABLE, date + " " + text);
        }
    }

    private static void number(BreitbandColumn column, FieldText text, RowDraft draft) {
        try {
            double value = text.toDouble();
            switch (column) {
                case RSRP -> draft.rsrp(value);
                case LATITUDE -> draft.value(Quantity.LATITUDE_DEGREES, value);
                default -> draft.value(Quantity.LONGITUDE_DEGREES, value);
            }
        } catch (NumberFormatException e) {
            draft.rejectNumber(column.toString(), text.toString());
        }
    }

    private void learnCarrier() {
        boolean served = !country.isEmpty() && !network.isEmpty();
        if (served && !(country.equals(knownCountry) && network.equals(knownNetwork))) {
            knownCountry = country;
            knownNetwork = network;
            knownCarrier = country + '-' + network;
        } else if (knownCarrier.isEmpty() && !simCountry.isEmpty() && !simNetwork.isEmpty()) {
            knownCarrier = simCountry + '-' + simNetwork;
        }
    }

    private static boolean isMissing(FieldText text) {
        return text.isMissing() || text.contentEquals("null");
    }
}
