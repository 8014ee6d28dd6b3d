package dev.wayside.peers;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitSignal;

/** The visits of logs by cell, each whole again where it was stored in stretches. */
final class VisitLog {

    private final int windowLength;
    private final Map<CellKey, Map<VisitName, DatedSeries>> visits = new LinkedHashMap<>();

    private record VisitName(TraceId trace, int number) {}

    /** A visit and the day it began on. */
    record DatedSeries(LocalDate day, RsrpSeries series) {}

    VisitLog(int windowLength) {
        this.windowLength = windowLength;
    }

    /** Adds visits; those of a cell in order of time. */
    void addAll(List<Visit> more) {
        more.forEach(visit -> add(visit.signal()));
    }

    private void add(VisitSignal stretch) {
        VisitName name = new VisitName(stretch.key().trace(), stretch.key().visitNumber());
        visits.computeIfAbsent(stretch.key().cell(), cell -> new LinkedHashMap<>())
                .merge(
                        name,
                        new DatedSeries(stretch.key().day(), stretch.rsrp()),
                        (earlier, more) -> new DatedSeries(
                                earlier.day(),
                                joined(earlier.series(), stretch.key().firstSample(), stretch.rsrp())));
    }

    /** A further stretch begins with samples that the one before it holds. */
    private static RsrpSeries joined(RsrpSeries earlier, int firstSample, RsrpSeries more) {
        short[] samples = Arrays.copyOf(sixteenths(earlier), firstSample + more.length());
        System.arraycopy(sixteenths(more), 0, samples, firstSample, more.length());
        return RsrpSeries.ofSixteenths(samples, samples.length);
    }

    private static short[] sixteenths(RsrpSeries series) {
        short[] samples = new short[series.length()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) series.sixteenths(i);
        }
        return samples;
    }

    /**
     * The cell with the most windows.
     *
     * @throws IllegalStateException if there is no cell
     */
    CellKey largestCell() {
        return visits.keySet().stream()
                .max(Comparator.comparingInt(this::windows))
                .orElseThrow(() -> new IllegalStateException("the logs hold no visit"));
    }

    int windows(CellKey cell) {
        return visitsTo(cell).stream()
                .map(DatedSeries::series)
                .filter(series -> series.length() >= windowLength)
                .mapToInt(series -> Windows.countIn(series, windowLength))
                .sum();
    }

    List<DatedSeries> visitsTo(CellKey cell) {
        return new ArrayList<>(visits.getOrDefault(cell, Map.of()).values());
    }
}
