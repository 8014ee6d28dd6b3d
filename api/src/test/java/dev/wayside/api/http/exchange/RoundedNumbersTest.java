package dev.wayside.api.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.junit.jupiter.api.Test;

class RoundedNumbersTest {

    private static final int NUMBERS = 100_000;

    @Test
    void isTheNearestDecimal() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < NUMBERS; i++) {
            int decimals = random.nextInt(7);
            double value = (random.nextBoolean() ? 1 : -1) * Math.pow(10, 20 * random.nextDouble() - 8);
            BigDecimal written = new BigDecimal(written(value, decimals));
            BigDecimal unit = BigDecimal.ONE.movePointLeft(decimals);
            // Half a unit, and what scaling and rounding a double may err by.
            BigDecimal most = unit.multiply(new BigDecimal("0.5")).add(new BigDecimal(2 * Math.ulp(value)));
            assertThat(written.subtract(new BigDecimal(value)).abs())
                    .as("%s to %d decimals", value, decimals)
                    .isLessThanOrEqualTo(most);
            assertThat(written.setScale(decimals, RoundingMode.UNNECESSARY)).isEqualByComparingTo(written);
        }
    }

    @Test
    void hasNoMoreDigitsThanItNeeds() throws IOException {
        assertThat(written(0, 6)).isEqualTo("0");
        assertThat(written(-0.0004, 3)).isEqualTo("0");
        assertThat(written(-0.0006, 3)).isEqualTo("-0.001");
        assertThat(written(43.2, 3)).isEqualTo("43.2");
        assertThat(written(100, 3)).isEqualTo("100");
        assertThat(written(99.9996, 3)).isEqualTo("100");
        assertThat(written(0.010_01, 6)).isEqualTo("0.01001");
        assertThat(written(1e12, 0)).isEqualTo("1000000000000");
        assertThat(written(1e30, 0)).isEqualTo(Long.toString(Long.MAX_VALUE));
    }

    @Test
    void anArrayHasNullForWhatIsNoNumber() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            RoundedNumbers numbers = new RoundedNumbers();
            numbers.startArray(3);
            numbers.add(1.5, 1);
            numbers.add(Double.NaN, 1);
            numbers.add(20, 1);
            numbers.writeArray(json);
        }
        assertThat(text).hasToString("[1.5,null,20]");
    }

    private static String written(double value, int decimals) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new RoundedNumbers().write(value, decimals, json);
        }
        return text.toString();
    }
}
