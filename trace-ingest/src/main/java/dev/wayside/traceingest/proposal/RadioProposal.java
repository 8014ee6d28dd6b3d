package dev.wayside.traceingest.proposal;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.wayside.kvstore.Quantity;

/** The proposal of the columns of radio conditions: a log need not have them, and a row is not rejected for them. */
final class RadioProposal {

    /** Chosen: the rest are marks for "not measured". */
    private static final double MIN_SHARE = 0.5;

    private static final int MAX_MARKS = 5;

    private final LogSample sample;
    private final MappingDraft draft;

    RadioProposal(LogSample sample, MappingDraft draft) {
        this.sample = sample;
        this.draft = draft;
    }

    void add() {
        number("rsrq_db", Quantity.RSRQ_DB, List.of("rsrq", "ltersrq", "ssrsrq", "nrrsrq"));
        number("sinr_db", Quantity.SINR_DB, List.of("sinr", "snr", "rssnr", "lterssnr", "sssinr", "nrsinr"));
        number("channel", Quantity.CHANNEL, List.of("earfcn", "nrarfcn", "narfcn", "arfcn"));
        band();
        number("pci", Quantity.PCI, List.of("pci", "physicalcellid", "physcellid"));
        number("ss_rsrp_dbm", Quantity.SS_RSRP_DBM, List.of("ssrsrp", "nrrsrp", "nrssrsrp"));
        number("timing_advance", Quantity.TIMING_ADVANCE, List.of("ta", "timingadvance"));
    }

    /**
     * Channel and physical identity may stand for the cell, too; the RSRP of the 5G cell may be the one of the rows.
     */
    private void number(String target, Quantity quantity, List<String> names) {
        boolean mayShare = quantity.isLabel();
        sample.named(
                        names,
                        column -> (mayShare || !draft.used().contains(column))
                                && column.shareOfNumbers(quantity::accepts) >= MIN_SHARE)
                .ifPresent(column -> draft.column(target, source(column, quantity), column));
    }

    private void band() {
        sample.named(
                        List.of("band", "lteband", "nrband", "bands"),
                        column -> column.share(value -> value.matches("\\D{0,6}\\d{1,3}(\\D.*)?")) >= MIN_SHARE)
                .ifPresent(
                        column -> draft.column("band", "{from: " + MappingDraft.quoted(column.name()) + "}", column));
    }

    private static String source(SampledColumn column, Quantity quantity) {
        String from = "{from: " + MappingDraft.quoted(column.name());
        Set<String> marks = column.distinct().stream()
                .filter(value -> !quantity.accepts(SampledColumn.number(value)))
                .collect(Collectors.toSet());
        return marks.isEmpty() || marks.size() > MAX_MARKS
                ? from + "}"
                : from + ", missing: " + MappingDraft.list(marks) + "}";
    }
}
