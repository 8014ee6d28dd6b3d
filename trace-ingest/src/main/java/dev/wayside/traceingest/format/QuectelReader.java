package dev.wayside.traceingest.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.wayside.kvstore.CarrierName;
import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.RowHandler;
import dev.wayside.traceingest.row.RowReader;

/**
 * A reader of the answers of Quectel modems to {@code AT+QENG="servingcell"}, a time in front of each. The layout is
 * that of Quectel's manual of AT commands; the columns behind the RSRP differ between modems and are not needed.
 */
final class QuectelReader implements RowReader {

    private static final Pattern LINE = Pattern.compile("[\\[(]?(.*?)[\\])]?[\\s,;]*\\+QENG:\\s*(.+)");
    private static final String ANSWER = "+QENG:";
    private static final String SERVING_CELL = "servingcell";
    private static final Set<String> WITHOUT_SERVICE = Set.of("SEARCH", "LIMSRV");
    private static final Set<String> LTE = Set.of("LTE", "CAT-M", "CAT-NB", "eMTC", "NBIoT");
    private static final Set<String> OLD = Set.of("GSM", "WCDMA", "TDSCDMA");
    private static final String STANDALONE = "NR5G-SA";
    /** The places of values behind the technology. */
    private static final int COUNTRY = 2;

    private static final int NETWORK = 3;
    private static final int CELL = 4;
    private static final int LTE_RSRP = 11;
    private static final int NR_RSRP = 10;
    private static final String NOT_MEASURED = "-32768";

    private final ReadingContext context;
    private final CanonicalTime time;
    private final FieldText text = new FieldText();
    private String lastCarrier = "";

    QuectelReader(ReadingContext context) {
        this.context = context;
        this.time = new CanonicalTime(context.localTimes());
    }

    /** True if a log can begin with this line: an answer, or the command that is echoed before it. */
    static boolean isFirstLine(String line) {
        return line.contains(ANSWER) || line.contains("AT+QENG");
    }

    @Override
    public void read(InputStream in, RowHandler handler) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        RowDraft draft = new RowDraft();
        long lineNumber = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            lineNumber++;
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            Matcher answer = LINE.matcher(line.strip());
            if (answer.matches()) {
                draft.begin(lineNumber);
                if (readAnswer(fields(answer.group(2)), draft)) {
                    readTime(answer.group(1), draft);
                    draft.deliver(handler);
                }
            }
        }
    }

    private static List<String> fields(String answer) {
        return Stream.of(answer.split(",", -1))
                .map(field -> field.replace("\"", "").strip())
                .toList();
    }

    /** Reads an answer; false if it says nothing about the serving cell of 4G or standalone 5G. */
    private boolean readAnswer(List<String> fields, RowDraft draft) {
        boolean hasState = fields.get(0).equals(SERVING_CELL);
        if (hasState && fields.size() > 1 && WITHOUT_SERVICE.contains(fields.get(1))) {
            return loseCoverage(draft);
        }
        List<String> cell = fields.subList(hasState ? Math.min(2, fields.size()) : 0, fields.size());
        if (cell.isEmpty()) {
            return false;
        }
        if (OLD.contains(cell.get(0))) {
            draft.reject(Rejection.OTHER_TECHNOLOGY, cell.get(0));
            return true;
        }
        boolean standalone = cell.get(0).equals(STANDALONE);
        if (!standalone && !LTE.contains(cell.get(0))) {
            return false;
        }
        readCell(cell, standalone ? NR_RSRP : LTE_RSRP, draft);
        return true;
    }

    private boolean loseCoverage(RowDraft draft) {
        draft.carrier(context.carrier() == null ? lastCarrier : context.carrier());
        draft.coverageLost();
        return context.carrier() != null || !lastCarrier.isEmpty();
    }

    private void readCell(List<String> cell, int rsrp, RowDraft draft) {
        if (cell.size() <= rsrp) {
            draft.reject(Rejection.COLUMNS_WRONG, cell.size() + " values behind the state");
            return;
        }
        try {
            lastCarrier = CarrierName.ofCodes(cell.get(COUNTRY), cell.get(NETWORK));
        } catch (IllegalArgumentException e) {
            draft.reject(Rejection.VALUE_UNREADABLE, "carrier: " + e.getMessage());
        }
        draft.carrier(context.carrier() == null ? lastCarrier : context.carrier());
        draft.cell("0x" + cell.get(CELL));
        String level = cell.get(rsrp);
        if (!level.equals(NOT_MEASURED) && !level.equals("-")) {
            text.set(level.toCharArray(), 0, level.length());
            CanonicalRowParser.number(CanonicalColumn.RSRP_DBM, text, draft);
        }
    }

    private void readTime(String before, RowDraft draft) {
        if (before.isBlank()) {
            draft.reject(Rejection.TIME_UNREADABLE, "no time in front of " + ANSWER);
            return;
        }
        text.set(before.toCharArray(), 0, before.length());
        time.read(text, draft);
    }
}
