package dev.wayside.matcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;

/** Small random histories that provoke what is rare in large ones: equal distances, equal times, flat signals. */
final class RandomHistory {

    private static final long FIRST_DAY_MILLIS = 1_767_225_600_000L;
    private static final int DAYS = 4;
    private static final List<Quantity> MEASURED =
            List.of(Quantity.DOWNLINK_BPS, Quantity.RTT_MILLIS, Quantity.LOSS, Quantity.SPEED_MPS);

    private final Random random;
    private final StoreSettings settings;

    RandomHistory(Random random, StoreSettings settings) {
        this.random = random;
        this.settings = settings;
    }

    /** Up to 12 visits of up to 4 window lengths to one cell. */
    List<PastVisit> visits(CellKey cell) {
        List<PastVisit> visits = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            visits.add(visit(cell, i));
        }
        return visits;
    }

    /** A signal of few levels, at times constant. */
    double[] signal(int length) {
        double[] dbm = new double[length];
        double flat = level();
        boolean isFlat = random.nextInt(4) == 0;
        Arrays.setAll(dbm, i -> isFlat ? flat : level());
        return dbm;
    }

    private double level() {
        return -100 + random.nextInt(5) * 0.4375;
    }

    private PastVisit visit(CellKey cell, int number) {
        int length = 1 + random.nextInt(4 * settings.windowLength());
        long start = FIRST_DAY_MILLIS
                + random.nextInt(DAYS) * 86_400_000L
                + random.nextInt(3) * (long) settings.sampleIntervalMillis();
        // Two traces that alternate: several visits each, with numbers that collide between them.
        PastVisit visit = new PastVisit(cell, number % 2 == 0 ? -7L : 7L, number / 2, start, signal(length));
        for (Quantity quantity : MEASURED) {
            if (random.nextInt(3) > 0) {
                visit.measuring(
                        quantity, measurements(quantity, length + random.nextInt(settings.lookAheadSamples() * 2)));
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            addHandover(visit, start, length);
        }
        return visit;
    }

    private double[] measurements(Quantity quantity, int length) {
        double[] values = new double[length];
        double span = Math.min(quantity.max(), 1_000);
        Arrays.setAll(values, i -> random.nextInt(3) == 0 ? Double.NaN : random.nextInt(9) / 8.0 * span);
        return values;
    }

    private void addHandover(PastVisit visit, long start, int length) {
        int samples = length + settings.lookAheadSamples();
        long time = start + random.nextInt(samples) * (long) settings.sampleIntervalMillis() + random.nextInt(2) * 37L;
        HandoverKind kind = HandoverKind.values()[random.nextInt(3)];
        boolean taken = visit.handovers.stream().anyMatch(handover -> handover.epochMillis() == time);
        if (!taken) {
            visit.handover(time, kind, random.nextInt(5_000), "target-" + random.nextInt(3));
        }
    }
}
