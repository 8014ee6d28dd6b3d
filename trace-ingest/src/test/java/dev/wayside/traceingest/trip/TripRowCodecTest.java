package dev.wayside.traceingest.trip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.Coverage;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.Measurements;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TripRowCodecTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rowsAreReadBackToTheLastBit(long seed) {
        Random random = new Random(seed);
        List<TripRow> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rows.add(row(random, 5 + i));
        }

        List<TripRow> decoded = TripRowCodec.decode(TripRowCodec.encode(rows), 5);

        assertThat(decoded).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(text(decoded.get(i))).isEqualTo(text(rows.get(i)));
            assertThat(TripRowCodec.areEqual(decoded.get(i), rows.get(i))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.0,
                -0.0,
                -95.5,
                0.1,
                1 / 3.0,
                1e300,
                -1e-300,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                9007199254740993.0,
                -8.1234567,
                52.51234567
            })
    void noNumberLosesABit(double value) {
        RowBytes bytes = new RowBytes();
        bytes.writeNumber(value);

        assertThat(Double.doubleToLongBits(new RowBytesReader(bytes.toBytes()).readNumber()))
                .isEqualTo(Double.doubleToLongBits(value));
    }

    @Test
    void aRowTakesFewBytes() {
        List<TripRow> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(TripRow.of(new LogRow(
                    i,
                    1_767_600_000_000L + i * 1_000L,
                    "262-01",
                    "",
                    Coverage.CELL,
                    "26843521",
                    -95 - i % 3,
                    null,
                    Double.NaN,
                    Measurements.NONE,
                    false)));
        }

        assertThat(TripRowCodec.encode(rows).length).isLessThan(60 * 10);
    }

    @Test
    void damagedBytesAreReportedAndNeverReadAsRows() {
        byte[] bytes = TripRowCodec.encode(List.of(row(new Random(1), 1), TripRow.rejected(Rejection.CELL_MISSING, 5)));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(HistoryStoreException.class).isThrownBy(() -> TripRowCodec.decode(cut, 1));
        }
    }

    private static TripRow row(Random random, int number) {
        if (random.nextInt(10) == 0) {
            return random.nextBoolean()
                    ? TripRow.LEFT_OUT
                    : TripRow.rejected(
                            Rejection.values()[random.nextInt(10)], random.nextBoolean() ? RejectedRow.NO_TIME : 7);
        }
        Coverage coverage = Coverage.values()[random.nextInt(4)];
        boolean isCovered = coverage == Coverage.CELL || coverage == Coverage.PLACE;
        double[] byCode = new double[Quantity.values().length];
        int codes = 0;
        for (Quantity quantity : Quantity.values()) {
            if (random.nextInt(4) == 0) {
                codes |= 1 << quantity.code();
                byCode[quantity.code()] = random.nextBoolean() ? random.nextInt(1_000) / 1e2 : random.nextGaussian();
            }
        }
        return TripRow.of(new LogRow(
                number,
                1_767_600_000_000L + random.nextInt(1_000_000_000) - 500_000_000,
                "26" + random.nextInt(3) + "-01",
                random.nextInt(3) == 0 ? "modem " + random.nextInt(2) : "",
                coverage,
                isCovered ? "c\u00e9" + random.nextInt(9) : null,
                isCovered ? -120 + random.nextDouble() * 80 : Double.NaN,
                random.nextInt(5) == 0 ? HandoverKind.values()[random.nextInt(3)] : null,
                random.nextInt(5) == 0 ? random.nextInt(1_000) : Double.NaN,
                Measurements.copyOf(codes, byCode),
                false));
    }

    private static String text(TripRow row) {
        LogRow taken = row.row();
        if (taken == null) {
            return row.rejection() + " " + row.rejectedMillis();
        }
        StringBuilder text = new StringBuilder();
        for (Quantity quantity : Quantity.values()) {
            text.append(taken.value(quantity)).append(' ');
        }
        return text.append(taken.toString().replaceAll("measurements=.*", "")).toString();
    }
}
