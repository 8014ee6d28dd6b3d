package dev.wayside.kvstore;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;

/** Visits and handovers for tests, made from a seed. */
public final class Samples {

    public static final StoreSettings SETTINGS = new StoreSettings(100, 50, 1, 5_000, 3_000, ZoneId.of("UTC"));

    private Samples() {}

    public static Visit visit(CellKey cell, LocalDate day, long trace, int visitNumber, int samples, long seed) {
        Random random = new Random(seed);
        VisitKey key = new VisitKey(cell, day, new TraceId(trace), visitNumber, 0);
        long startMillis = day.toEpochDay() * 86_400_000L + 25_200_000L;
        Handover ahead = new Handover(
                key.trace(), startMillis + 4_321, HandoverKind.FAILURE, 1_200, cell, "next-" + random.nextInt(9));
        return new Visit(
                new VisitSignal(key, startMillis, rsrp(random, samples), List.of(ahead)),
                performance(random, samples + 50));
    }

    /** A visit in which each quantity was measured once, at least. */
    public static Visit radioVisit(CellKey cell, LocalDate day, long trace) {
        Visit plain = visit(cell, day, trace, 0, 80, trace);
        PerformanceSeries.Builder builder = PerformanceSeries.builder(80);
        for (Quantity quantity : Quantity.values()) {
            builder.set(quantity, 0, quantity.min());
            for (int i = 10; i < 70; i++) {
                builder.set(quantity, i, quantity.max());
            }
        }
        return new Visit(plain.signal(), builder.build());
    }

    static Handover handover(CellKey source, long epochMillis, HandoverKind kind) {
        return new Handover(new TraceId(epochMillis * 31), epochMillis, kind, 140, source, "70018");
    }

    public static RsrpSeries rsrp(Random random, int samples) {
        double[] dbm = new double[samples];
        double level = -90;
        for (int i = 0; i < samples; i++) {
            level = Math.max(-140, Math.min(-44, level + random.nextGaussian()));
            dbm[i] = level;
        }
        return RsrpSeries.ofDbm(dbm);
    }

    static PerformanceSeries performance(Random random, int samples) {
        PerformanceSeries.Builder builder = PerformanceSeries.builder(samples);
        for (int i = 0; i < samples; i++) {
            builder.set(Quantity.DOWNLINK_BPS, i, random.nextInt(100_000_000));
            builder.set(Quantity.LOSS, i, random.nextInt(1_000_001) / 1e6);
            if (random.nextInt(10) == 0) {
                builder.set(Quantity.RTT_MILLIS, i, random.nextInt(1_000_000) / 1e3);
            }
            builder.set(Quantity.LONGITUDE_DEGREES, i, -8.5 + i * 1e-4);
        }
        return builder.build();
    }
}
