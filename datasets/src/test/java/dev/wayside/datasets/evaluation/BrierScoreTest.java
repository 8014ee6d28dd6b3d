package dev.wayside.datasets.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class BrierScoreTest {

    @Test
    void isTheMeanSquaredDifference() {
        assertThat(BrierScore.of(new double[] {1, 0.5, 0.2}, new boolean[] {true, true, false}))
                .isCloseTo((0 + 0.25 + 0.04) / 3, within(1e-12));
    }

    @Test
    void noRowsAreAFault() {
        assertThatIllegalArgumentException().isThrownBy(() -> BrierScore.of(new double[0], new boolean[0]));
    }
}
