package dev.wayside.traceingest.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.HeaderLine;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.RowParser;

/**
 * Rows of a log of round-trip times, a column a target ({@code ping_8.8.8.8}); a blank is a request without an answer.
 *
 * <p>The RTT is the median of the targets that answered: the first ping of a round wakes the radio and is slow, and one
 * far or busy target says nothing about the path to all. The loss is the share of blanks among the targets that have
 * answered before, or now: a target that never answers is not a loss.
 */
final class RttLogRowParser implements RowParser {

    private static final String TIME = "timestamp";
    private static final String TARGET = "ping_";
    private static final String FILE_NAME = "netzlog";

    private final int columns;
    private final int timeColumn;
    private final int[] targetOfColumn;
    private final boolean[] hasAnswered;
    private final double[] rttMillis;
    private final CanonicalTime time;

    RttLogRowParser(List<String> header, ReadingContext context) {
        this.columns = header.size();
        List<String> names =
                header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        this.timeColumn = names.indexOf(TIME);
        this.targetOfColumn = new int[columns];
        int targets = 0;
        for (int i = 0; i < columns; i++) {
            targetOfColumn[i] = names.get(i).startsWith(TARGET) ? targets++ : -1;
        }
        this.hasAnswered = new boolean[targets];
        this.rttMillis = new double[targets];
        this.time = new CanonicalTime(context.localTimes());
        Arrays.fill(rttMillis, Double.NaN);
    }

    static boolean isHeader(String line) {
        List<String> names = HeaderLine.names(line.toLowerCase(Locale.ROOT));
        return names.contains(TIME) && names.stream().anyMatch(name -> name.startsWith(TARGET));
    }

    /** Its times and not its name tell to which of a folder's logs it belongs. */
    static boolean liesBeside(String logFile, String otherFile) {
        return otherFile.startsWith(FILE_NAME) && !logFile.startsWith(FILE_NAME);
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void field(int index, FieldText text, RowDraft draft) {
        if (index == timeColumn) {
            time.read(text, draft);
        } else if (targetOfColumn[index] >= 0 && !text.isMissing()) {
            answer(targetOfColumn[index], text, draft);
        }
    }

    @Override
    public void complete(RowDraft draft) {
        draft.performanceOnly();
        double[] answers = Arrays.stream(rttMillis)
                .filter(rtt -> !Double.isNaN(rtt))
                .sorted()
                .toArray();
        if (answers.length > 0) {
            draft.value(Quantity.RTT_MILLIS, median(answers));
        }
        long asked = IntStream.range(0, hasAnswered.length)
                .filter(i -> hasAnswered[i])
                .count();
        if (asked > 0) {
            draft.value(Quantity.LOSS, (double) (asked - answers.length) / asked);
        }
        Arrays.fill(rttMillis, Double.NaN);
    }

    private void answer(int target, FieldText text, RowDraft draft) {
        try {
            rttMillis[target] = text.toDouble();
            hasAnswered[target] = true;
        } catch (NumberFormatException e) {
            draft.reject(Rejection.VALUE_UNREADABLE, "round-trip time " + text);
        }
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
