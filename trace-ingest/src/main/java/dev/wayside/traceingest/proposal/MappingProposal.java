package dev.wayside.traceingest.proposal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * A first mapping of a log.
 *
 * @param yaml the mapping with its comments
 * @param unsure remarks on what may be wrong
 * @param missing remarks on what the user must add
 */
public record MappingProposal(String yaml, List<String> unsure, List<String> missing) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** Chosen: the usual charset of Windows programs in western Europe. */
    private static final Charset NOT_UTF_8 = Charset.forName("windows-1252");

    /**
     * Looks at a log.
     *
     * @param logName for the comments
     * @param head the first bytes of the log
     * @param isWhole true if these are all
     * @throws UnreadableSampleException if no columns can be found
     */
    public static MappingProposal of(String logName, byte[] head, boolean isWhole) {
        String utf8 = decoded(head, isWhole);
        String text = utf8 == null ? wholeLines(new String(head, NOT_UTF_8), isWhole) : utf8;
        String log = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        if (log.isBlank()) {
            throw new UnreadableSampleException("empty; check how it was written");
        }
        LogSample sample =
                JsonSample.isJson(log.stripLeading()) ? JsonSample.read(log.strip()) : DelimitedSample.read(log);
        if (sample.rows() == 0) {
            throw new UnreadableSampleException("no rows; give a log with at least one");
        }
        MappingDraft draft = new MappingDraft();
        draft.field("# A first mapping of " + logName.replaceAll("\\p{Cntrl}", "?")
                + ". Check the lines marked 'unsure', fill in those");
        draft.field("# marked 'missing', and read logs with: wayside ingest --mapping FILE LOG");
        addText(draft, sample, utf8 == null);
        addMeaning(draft, sample);
        return new MappingProposal(draft.yaml(), draft.unsure(), draft.missing());
    }

    /** The text of the whole lines, or null if it is not UTF-8. */
    private static @Nullable String decoded(byte[] head, boolean isWhole) {
        int end = head.length;
        while (!isWhole && end > 0 && head[end - 1] != '\n') {
            end--;
        }
        int length = end == 0 ? head.length : end;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(head, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return end == 0 ? new String(head, StandardCharsets.UTF_8) : null;
        }
    }

    private static String wholeLines(String text, boolean isWhole) {
        int end = text.lastIndexOf('\n');
        return isWhole || end < 0 ? text : text.substring(0, end);
    }

    private static void addText(MappingDraft draft, LogSample sample, boolean isOtherCharset) {
        sample.doubts().forEach(draft::unsure);
        List<String> text = new ArrayList<>(sample.text());
        if (isOtherCharset) {
            draft.unsure("the log is not in UTF-8. Its charset may be another than windows-1252");
            text.add("charset: windows-1252");
        }
        if (!text.isEmpty()) {
            draft.field("text: {" + String.join(", ", text) + "}");
        }
        if (sample.records() != null) {
            draft.field("records: " + MappingDraft.quoted(sample.records()));
        }
    }

    private static void addMeaning(MappingDraft draft, LogSample sample) {
        List<String> times = new TimeProposal(sample).addTo(draft);
        addNumbers(draft, sample);
        List<SampledColumn> cells = new CellProposal(sample).addTo(draft);
        SampledColumn device = DeviceProposal.column(sample, draft.used());
        new RowsProposal(sample, times).addTo(draft, cells, device);
        new CarrierProposal(sample).addTo(draft);
        new LevelProposal(sample).addTo(draft, cells);
        new ExtraColumns(sample, draft).add();
        new RadioProposal(sample, draft).add();
        DeviceProposal.addTo(draft, device);
        List<String> unused =
                sample.others(draft.used()).stream().map(SampledColumn::name).toList();
        draft.end(unused);
    }

    /** The words for "not measured", and the decimal mark. */
    private static void addNumbers(MappingDraft draft, LogSample sample) {
        Set<String> marks = new TreeSet<>();
        for (SampledColumn column : sample.columns()) {
            column.values().stream()
                    .filter(value -> SampledColumn.NULL_WORDS.contains(value.toLowerCase(Locale.ROOT)))
                    .forEach(marks::add);
        }
        if (!marks.isEmpty()) {
            draft.field("missing: " + MappingDraft.list(marks));
        }
        if (sample.columns().stream()
                .anyMatch(column -> column.share(value -> value.matches("[-+]?\\d+,\\d+")) > 0.5)) {
            draft.field("decimal: \",\"");
        }
    }
}
