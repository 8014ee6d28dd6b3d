package dev.wayside.kvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.wayside.kvstore.engine.KeyCodec;
import dev.wayside.kvstore.engine.PerformanceCodec;
import dev.wayside.kvstore.engine.PerformanceLayoutOne;
import org.junit.jupiter.api.Test;

/** The laws of keys and values: round trips, order, ranges. */
class ValuesTest {

    @Test
    void keysSortAsTheirBytesDo() {
        Random random = new Random(11);
        List<VisitKey> keys = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            CellKey cell = new CellKey(text(random), text(random));
            LocalDate day = LocalDate.ofEpochDay(random.nextInt(40_000) - 10_000);
            keys.add(new VisitKey(
                    cell, day, new TraceId(random.nextLong()), random.nextInt(3), random.nextInt(100_000)));
        }
        for (int i = 1; i < keys.size(); i++) {
            VisitKey a = keys.get(i - 1);
            VisitKey b = keys.get(i);
            int byBytes = Arrays.compareUnsigned(KeyCodec.visit(a), KeyCodec.visit(b));
            assertThat(Integer.signum(byBytes)).isEqualTo(Integer.signum(a.compareTo(b)));
        }
    }

    @Test
    void keysSurviveTheirBytes() {
        Random random = new Random(12);
        for (int i = 0; i < 1_000; i++) {
            VisitKey key = new VisitKey(
                    new CellKey(text(random), text(random)),
                    LocalDate.ofEpochDay(random.nextInt(40_000)),
                    new TraceId(random.nextLong()),
                    random.nextInt(Integer.MAX_VALUE),
                    random.nextInt(Integer.MAX_VALUE));
            assertThat(KeyCodec.readVisit(KeyCodec.visit(key))).isEqualTo(key);
        }
    }

    @Test
    void performanceSurvivesItsBytesWithEveryExtremeAndEveryGap() {
        Random random = new Random(13);
        for (int round = 0; round < 300; round++) {
            int length = random.nextInt(200);
            PerformanceSeries.Builder builder = PerformanceSeries.builder(length);
            for (Quantity quantity : Quantity.values()) {
                for (int i = 0; i < length; i++) {
                    double share = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble();
                    double value = quantity.min() + share * (quantity.max() - quantity.min());
                    builder.set(quantity, i, random.nextInt(3) == 0 ? Double.NaN : value);
                }
            }
            PerformanceSeries series = builder.build();
            assertThat(PerformanceCodec.decode(PerformanceCodec.encode(series))).isEqualTo(series);
        }
    }

    @Test
    void performanceThatStaysForSomeSamplesSurvivesItsBytes() {
        Random random = new Random(15);
        for (int round = 0; round < 300; round++) {
            int length = 1 + random.nextInt(200);
            PerformanceSeries.Builder builder = PerformanceSeries.builder(length);
            for (Quantity quantity : Quantity.values()) {
                int longest = 1 + random.nextInt(60);
                int end;
                for (int start = 0; start < length; start = end) {
                    end = Math.min(length, start + 1 + random.nextInt(longest));
                    double value = quantity.min() + random.nextDouble() * (quantity.max() - quantity.min());
                    for (int i = start; i < end && random.nextInt(50) > 0; i++) {
                        builder.set(quantity, i, value);
                    }
                }
            }
            PerformanceSeries series = builder.build();
            assertThat(PerformanceCodec.decode(PerformanceCodec.encode(series))).isEqualTo(series);
        }
    }

    @Test
    void aChannelThatStaysTakesAFewBytesAVisitAndALevelOneByteASample() {
        int length = 130;
        PerformanceSeries.Builder channel = PerformanceSeries.builder(length);
        PerformanceSeries.Builder sinr = PerformanceSeries.builder(length);
        Random random = new Random(16);
        for (int i = 0; i < length; i++) {
            channel.set(Quantity.CHANNEL, i, i < 100 ? 648_672 : 1_300)
                    .set(Quantity.BAND, i, i < 100 ? 78 : 3)
                    .set(Quantity.PCI, i, i < 100 ? 931 : 27);
            sinr.set(Quantity.SINR_DB, i, 12 + random.nextInt(60) / 10.0);
        }
        int empty = PerformanceCodec.encode(PerformanceSeries.unmeasured(length)).length;

        assertThat(PerformanceCodec.encode(channel.build())).hasSizeLessThanOrEqualTo(empty + 3 * 10);
        assertThat(PerformanceCodec.encode(sinr.build())).hasSizeLessThanOrEqualTo(empty + 3 + length);
    }

    @Test
    void performanceOfLayoutOneIsRead() {
        for (int seed = 0; seed < 50; seed++) {
            PerformanceSeries series = Samples.performance(new Random(seed), seed);
            assertThat(PerformanceCodec.decode(PerformanceLayoutOne.encode(series)))
                    .isEqualTo(series);
        }
    }

    @Test
    void aRunPastTheEndIsDamage() {
        byte[] value = PerformanceCodec.encode(PerformanceSeries.builder(3)
                .set(Quantity.PCI, 0, 7)
                .set(Quantity.PCI, 1, 7)
                .set(Quantity.PCI, 2, 7)
                .build());
        value[value.length - 1]++;

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> PerformanceCodec.decode(value))
                .withMessage("a run of 3 past sample 0");
    }

    @Test
    void aStoredValueIsWithinHalfAStepOfTheMeasuredOne() {
        double[] steps = {
            1, 1, 1e-3, 1e-6, 1e-7, 1e-7, 1e-2, 1 / 16.0, 0.1, 0.1, 1, 1, 1, 1 / 16.0, 1, 1 / 16.0,
        };
        Random random = new Random(14);
        int at = 0;
        for (Quantity quantity : Quantity.values()) {
            for (int i = 0; i < 200; i++) {
                double value = quantity.min() + random.nextDouble() * (quantity.max() - quantity.min());
                PerformanceSeries series =
                        PerformanceSeries.builder(1).set(quantity, 0, value).build();
                assertThat(series.value(quantity, 0)).isCloseTo(value, within(steps[at] * 0.5001));
            }
            at++;
        }
    }

    @Test
    void rsrpIsRoundedToASixteenthAndRefusedOutOfRange() {
        RsrpSeries series = RsrpSeries.ofDbm(-156, -31, -90.03, -90.04);
        assertThat(series.toDbm()).containsExactly(-156, -31, -90, -90.0625);
        for (double absurd : new double[] {Double.NaN, -156.1, -30.9, 0, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RsrpSeries.ofDbm(-90, absurd))
                    .withMessageContaining("sample 1")
                    .withMessageContaining("-156 and -31");
        }
    }

    @Test
    void windowsAreCountedByLengthAndStride() {
        StoreSettings strideFive = new StoreSettings(100, 50, 5, 5_000, 3_000, ZoneId.of("UTC"));
        assertThat(Samples.SETTINGS.windowsIn(49)).isZero();
        assertThat(Samples.SETTINGS.windowsIn(50)).isEqualTo(1);
        assertThat(Samples.SETTINGS.windowsIn(80)).isEqualTo(31);
        assertThat(strideFive.windowsIn(54)).isEqualTo(1);
        assertThat(strideFive.windowsIn(55)).isEqualTo(2);
    }

    @Test
    void settingsOutOfRangeAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreSettings(0, 50, 1, 5_000, 3_000, ZoneId.of("UTC")))
                .withMessageContaining("sampling interval (ms) must lie between 1 and 60000, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreSettings(100, 50, 51, 5_000, 3_000, ZoneId.of("UTC")))
                .withMessageContaining("window stride (samples) must lie between 1 and 50");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreSettings(300, 50, 1, 5_000, 3_000, ZoneId.of("UTC")))
                .withMessageContaining("multiple of the sampling interval");
    }

    @Test
    void idsReadWhatTheyWrite() {
        WindowId window = new WindowId(new TraceId(-2), 3, 4_711);
        assertThat(window).hasToString("fffffffffffffffe.3.4711");
        assertThat(WindowId.parse(window.toString())).isEqualTo(window);
        assertThatIllegalArgumentException().isThrownBy(() -> WindowId.parse("7.1"));
        assertThatIllegalArgumentException().isThrownBy(() -> WindowId.parse("zz.1.1"));
    }

    @Test
    void namesThatCannotBeKeysAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CellKey("", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellKey("cmcc", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellKey("cm\u0000cc", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellKey("cmcc", "\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellKey("x".repeat(65), "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CellKey("cmcc", "x".repeat(129)));
    }

    private static String text(Random random) {
        String alphabet = "ab1-\u00e9\u4e2d\uffee\ud83d\ude89\ud800\udf00";
        int[] codePoints = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
        }
        return text.toString();
    }
}
