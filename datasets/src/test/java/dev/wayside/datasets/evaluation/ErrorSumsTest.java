package dev.wayside.datasets.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ErrorSumsTest {

    private static final double EXACT = 1e-12;

    /** Errors 1, -2, 0 and 4 of truths 1, 4, 10 and 4. */
    private final ErrorSums errors = new ErrorSums(new double[] {2, 2, 10, 8}, new double[] {1, 4, 10, 4}, 0.5);

    @Test
    void absoluteAndSquaredErrorsAreTheirMeans() {
        assertThat(errors.mae()).isCloseTo(7 / 4.0, within(EXACT));
        assertThat(errors.rmse()).isCloseTo(Math.sqrt(21 / 4.0), within(EXACT));
    }

    @Test
    void threeFactorsOfTwoAndOneHit() {
        assertThat(errors.logRmse()).isCloseTo(Math.log(2) * Math.sqrt(3 / 4.0), within(EXACT));
    }

    @Test
    void theMedianLiesBetweenTheMiddleTwo() {
        assertThat(errors.medianRelativeError()).isCloseTo((0.5 + 1) / 2, within(EXACT));
    }

    @Test
    void nothingIsToldBelowTheFloor() {
        ErrorSums small = new ErrorSums(new double[] {0}, new double[] {0.1}, 0.5);

        assertThat(small.logRmse()).isZero();
        assertThat(small.medianRelativeError()).isCloseTo(0.2, within(EXACT));
    }

    @Test
    void noRowsAreAFault() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ErrorSums(new double[0], new double[0], 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErrorSums(new double[1], new double[2], 1));
    }
}
