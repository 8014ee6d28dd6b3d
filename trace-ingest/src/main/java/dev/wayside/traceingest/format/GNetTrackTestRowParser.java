package dev.wayside.traceingest.format;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.RowParser;
import org.jspecify.annotations.Nullable;

/** Rows of the data tests that G-NetTrack Pro writes next to its log: the pings and throughput of each. */
final class GNetTrackTestRowParser implements RowParser {

    private static final Set<GNetTrackColumn> MEASURED = EnumSet.of(
            GNetTrackColumn.PING_AVERAGE,
            GNetTrackColumn.PING_LOSS,
            GNetTrackColumn.TEST_DOWNLINK,
            GNetTrackColumn.TEST_UPLINK);
    private static final Pattern FILE_NAME = Pattern.compile("(.*)_datatest(\\..*)");

    private final @Nullable GNetTrackColumn[] columns;
    private final GNetTrackTime time;

    GNetTrackTestRowParser(List<String> header, ReadingContext context) {
        this.columns = GNetTrackColumn.of(header);
        this.time = new GNetTrackTime(context.localTimes());
    }

    static boolean isHeader(String line) {
        return GNetTrackColumn.isHeaderOfTests(line);
    }

    /** The tests of {@code x.txt} are in {@code x_datatest.txt}. */
    static boolean liesBeside(String logFile, String otherFile) {
        Matcher name = FILE_NAME.matcher(otherFile);
        return name.matches() && logFile.equals(name.group(1) + name.group(2));
    }

    @Override
    public int columns() {
        return columns.length;
    }

    @Override
    public void field(int index, FieldText text, RowDraft draft) {
        GNetTrackColumn column = columns[index];
        if (column == GNetTrackColumn.TIMESTAMP) {
            time.read(text, draft);
        } else if (column != null && MEASURED.contains(column) && !text.isMissing()) {
            GNetTrackRowParser.measure(column, text, draft);
        }
    }

    @Override
    public void complete(RowDraft draft) {
        draft.performanceOnly();
    }
}
