package dev.wayside.peers;

import java.util.ArrayList;
import java.util.List;

import dev.wayside.kvstore.RsrpSeries;

/**
 * The history of one cell, and drives through it that the history does not hold.
 *
 * @param description where it comes from, in a line
 * @param sampleIntervalMillis from one sample to the next, ms
 * @param windowLength samples per window
 * @param visits in order of time, none shorter than a window
 * @param drives what queries are taken from, none shorter than a window
 */
record CellDrives(
        String description,
        int sampleIntervalMillis,
        int windowLength,
        List<RsrpSeries> visits,
        List<RsrpSeries> drives) {

    /** As many queries as are measured in turn; more of them would add nothing but time. */
    private static final int MAX_QUERIES = 1_000;

    CellDrives {
        visits = longEnough(visits, windowLength);
        drives = longEnough(drives, windowLength);
    }

    private static List<RsrpSeries> longEnough(List<RsrpSeries> series, int windowLength) {
        return series.stream().filter(one -> one.length() >= windowLength).toList();
    }

    /** The first windows of the visits, up to a number. */
    Windows base(int windows) {
        List<RsrpSeries> first = new ArrayList<>();
        int missing = windows;
        for (RsrpSeries visit : visits) {
            if (missing == 0) {
                break;
            }
            int taken = Math.min(missing, Windows.countIn(visit, windowLength));
            first.add(visit.slice(0, taken + windowLength - 1));
            missing -= taken;
        }
        if (missing > 0) {
            throw new IllegalArgumentException("the cell lacks " + missing + " of " + windows + " windows");
        }
        return new Windows(first, windowLength);
    }

    /** Windows that slide by one sample along a stretch of each drive; the stretches lie all along the cell. */
    Windows queries() {
        List<RsrpSeries> stretches = new ArrayList<>();
        int perDrive = Math.max(1, MAX_QUERIES / drives.size());
        for (int i = 0; i < drives.size(); i++) {
            RsrpSeries drive = drives.get(i);
            int windows = Windows.countIn(drive, windowLength);
            int taken = Math.min(windows, perDrive);
            int from = (int) ((long) (windows - taken) * i / Math.max(1, drives.size() - 1));
            stretches.add(drive.slice(from, from + taken + windowLength - 1));
        }
        return new Windows(stretches, windowLength);
    }

    int windows() {
        return visits.stream()
                .mapToInt(visit -> Windows.countIn(visit, windowLength))
                .sum();
    }
}
