package dev.wayside.matcher;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;

/**
 * Passes through one cell for benchmarks: 120 samples at 10 Hz past a mast, with a shadow that belongs to the place, a
 * level and a speed that belong to the day, and fading that a receiver has smoothed. All four kinds of performance in
 * every sample, and a handover at the end.
 */
public final class SimulatedCell {

    /** The store's defaults at 10 Hz. */
    public static final StoreSettings SETTINGS = new StoreSettings(100, 50, 1, 5_000, 3_000, ZoneOffset.UTC);

    private static final int SAMPLES = 120;
    private static final int PLACES = 400;
    private static final long FIRST_MILLIS = 1_767_225_600_000L;
    private static final long DAY_MILLIS = 86_400_000L;

    private final CellKey cell;
    private final Random random;
    private final double[] shadowDb = new double[PLACES];

    /** A cell that depends on {@code seed} only. */
    public SimulatedCell(CellKey cell, long seed) {
        this.cell = cell;
        this.random = new Random(seed);
        for (int i = 1; i < PLACES; i++) {
            shadowDb[i] = 0.95 * shadowDb[i - 1] + random.nextGaussian();
        }
    }

    /** Enough passes for a number of windows, a day apart. */
    public List<Visit> visits(int windows) {
        List<Visit> visits = new ArrayList<>();
        for (int day = 0; day * SETTINGS.windowsIn(SAMPLES) < windows; day++) {
            visits.add(visit(day));
        }
        return visits;
    }

    /** The signal of one more pass, on no day of the others. */
    public RsrpSeries pass() {
        double levelDb = random.nextGaussian() * 1.5;
        double metresPerSample = 8 + random.nextGaussian() * 0.2;
        double fadingDb = 0;
        double[] dbm = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            double metres = i * metresPerSample - 400;
            fadingDb = 0.6 * fadingDb + random.nextGaussian() * 0.8;
            int place = (int) (100 + i * metresPerSample / 8);
            dbm[i] = -72 - 22 * Math.log10(Math.hypot(metres, 120) / 120) + shadowDb[place] + levelDb + fadingDb;
        }
        return RsrpSeries.ofDbm(dbm);
    }

    private Visit visit(int day) {
        long start = FIRST_MILLIS + day * DAY_MILLIS;
        VisitKey key = new VisitKey(cell, LocalDate.ofEpochDay(start / DAY_MILLIS), new TraceId(day * 77L), 3, 0);
        Handover handover = new Handover(
                key.trace(),
                start + SAMPLES * 100L,
                day % 10 == 0 ? HandoverKind.FAILURE : HandoverKind.SUCCESS,
                day % 10 == 0 ? 1_200 : 60,
                cell,
                "next");
        return new Visit(new VisitSignal(key, start, pass(), List.of(handover)), performance());
    }

    private PerformanceSeries performance() {
        int length = SAMPLES + SETTINGS.lookAheadSamples();
        PerformanceSeries.Builder performance = PerformanceSeries.builder(length);
        for (int i = 0; i < length; i++) {
            performance.set(Quantity.DOWNLINK_BPS, i, 1e7 * (1 + random.nextDouble()));
            performance.set(Quantity.UPLINK_BPS, i, 2e6 * (1 + random.nextDouble()));
            performance.set(Quantity.RTT_MILLIS, i, 40 + 30 * random.nextDouble());
            performance.set(Quantity.LOSS, i, random.nextDouble() / 100);
        }
        return performance.build();
    }
}
