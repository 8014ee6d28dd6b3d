package dev.wayside.peers;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import dev.wayside.kvstore.RsrpSeries;

/** White noise: nothing is near anything, so nothing can be ruled out. The worst case of every index. */
final class NoiseSource implements CellSource {

    private static final int SEED = 1;
    private static final int INTERVAL_MILLIS = 100;
    private static final int WINDOW_LENGTH = 50;
    private static final int VISIT_SAMPLES = 90;
    private static final int DRIVES = 40;
    private static final int MIN_DBM = -100;
    private static final int RANGE_DB = 20;

    @Override
    public CellDrives make(int windows, Progress progress) {
        SplittableRandom random = new SplittableRandom(SEED);
        int windowsPerVisit = VISIT_SAMPLES - WINDOW_LENGTH + 1;
        List<RsrpSeries> drives = visits(random, DRIVES);
        List<RsrpSeries> visits = visits(random, windows / windowsPerVisit + 1);
        return new CellDrives(
                "White noise, each sample uniform over %d dB, visits of %d samples, windows of %d"
                        .formatted(RANGE_DB, VISIT_SAMPLES, WINDOW_LENGTH),
                INTERVAL_MILLIS,
                WINDOW_LENGTH,
                visits,
                drives);
    }

    private static List<RsrpSeries> visits(SplittableRandom random, int count) {
        return Stream.generate(() -> visit(random)).limit(count).toList();
    }

    private static RsrpSeries visit(SplittableRandom random) {
        short[] sixteenths = new short[VISIT_SAMPLES];
        for (int i = 0; i < sixteenths.length; i++) {
            sixteenths[i] = (short)
                    (MIN_DBM * RsrpSeries.STEPS_PER_DB + random.nextInt(RANGE_DB * RsrpSeries.STEPS_PER_DB + 1));
        }
        return RsrpSeries.ofSixteenths(sixteenths, sixteenths.length);
    }
}
