package dev.wayside.matcher.search;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;

/**
 * A small history of one cell made to break a search: flat signals, equal ones, spikes, extremes, noise, long visits.
 */
final class HardHistory {

    private static final CellKey CELL = new CellKey("cmcc", "84-17");
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
    private static final long FIRST_DAY_MILLIS = 1_767_225_600_000L;
    private static final int MIN_SIXTEENTHS = RsrpSeries.MIN_DBM * RsrpSeries.STEPS_PER_DB;
    private static final int MAX_SIXTEENTHS = RsrpSeries.MAX_DBM * RsrpSeries.STEPS_PER_DB;

    final StoreSettings settings;
    final List<VisitSignal> stretches = new ArrayList<>();
    private final Random random;
    private final short[] pattern = new short[64];

    HardHistory(Random random, int windowLength, int stride, int visits) {
        this.random = random;
        this.settings = new StoreSettings(100, windowLength, stride, 5_000, 3_000, ZoneOffset.UTC);
        fill(pattern, pattern.length);
        for (int i = 0; i < visits; i++) {
            addVisit(i);
        }
    }

    /** A signal of a random kind. */
    short[] signal(int length) {
        short[] signal = new short[length];
        if (random.nextInt(3) == 0) {
            int from = random.nextInt(pattern.length);
            for (int i = 0; i < length; i++) {
                signal[i] = pattern[(from + i) % pattern.length];
            }
        } else {
            fill(signal, length);
        }
        return signal;
    }

    private void fill(short[] signal, int length) {
        int level = MIN_SIXTEENTHS + random.nextInt(MAX_SIXTEENTHS - MIN_SIXTEENTHS + 1);
        int kind = random.nextInt(7);
        for (int i = 0; i < length; i++) {
            int value = switch (kind) {
                case 0 -> level;
                case 1 -> level + random.nextInt(3) - 1;
                case 2 -> random.nextInt(8) == 0 ? MAX_SIXTEENTHS : level;
                case 3 -> MIN_SIXTEENTHS + random.nextInt(MAX_SIXTEENTHS - MIN_SIXTEENTHS + 1);
                case 4 -> i % 2 == 0 ? MIN_SIXTEENTHS : MAX_SIXTEENTHS;
                case 5 -> (int) Math.round(-1_600 + 16 * random.nextGaussian() + 3 * i);
                default -> -1_600 + 16 * random.nextInt(3);
            };
            signal[i] = (short) Math.max(MIN_SIXTEENTHS, Math.min(MAX_SIXTEENTHS, value));
        }
    }

    private void addVisit(int number) {
        // Now and then at the same time as another, so that only the id can decide.
        long start = FIRST_DAY_MILLIS + (number / 2) * 86_400_000L + 100L * random.nextInt(2);
        int length = 1 + random.nextInt(4 * settings.windowLength());
        short[] signal = signal(length);
        int maxSamples = random.nextInt(3) == 0 ? settings.windowLength() + random.nextInt(9) : length;
        int first = 0;
        int end;
        do {
            end = Math.min(length, first + Math.max(maxSamples, settings.windowLength()));
            short[] part = Arrays.copyOfRange(signal, first, end);
            VisitKey key = new VisitKey(
                    CELL, FIRST_DAY.plusDays(number / 2), new TraceId(number % 2 == 0 ? -7 : 7), number / 2, first);
            stretches.add(
                    new VisitSignal(key, start + first * 100L, RsrpSeries.ofSixteenths(part, part.length), List.of()));
            first += settings.windowsIn(end - first) * settings.windowStride();
        } while (end < length);
    }
}
