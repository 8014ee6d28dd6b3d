package dev.wayside.fusion;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e101})
    void noNumberIsTakenThatSumsCouldNotBear(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Source.of(Source.MEAN_5S, value))
                .withMessageContaining("value of mean-5s");
        assertThatIllegalArgumentException().isThrownBy(() -> new ShortTermSamples.Sample(0, value));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1e-9, Double.POSITIVE_INFINITY, 1e201})
    void aVarianceIsFiniteAndNotNegative(double variance) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Source.of(Source.MEAN_5S, 1, variance))
                .withMessageContaining("variance of mean-5s");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.1, 1.1})
    void aConfidenceLiesBetweenZeroAndOne(double confidence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Source.history(1, OptionalDouble.empty(), confidence))
                .withMessageContaining("confidence of history");
    }

    @Test
    void aSourceHasAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> Source.of(" ", 1));
    }
}
