package dev.wayside.api.http.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GridResamplingTest {

    private final GridResampling resampling = new GridResampling(100, 6);

    @Test
    void samplesOnTheGridStayAsTheyAre() {
        assertThat(resampling.resample(new double[] {-90, -91}, 100)).containsExactly(-90, -91);
        assertThat(resampling.resample(new double[0], 7)).isEmpty();
    }

    @Test
    void aFinerGridIsInterpolatedBackFromTheNewest() {
        assertThat(resampling.resample(new double[] {-90, -94}, 400)).containsExactly(-90, -91, -92, -93, -94);
        assertThat(resampling.resample(new double[] {-90, -93}, 150))
                .containsExactly(new double[] {-91, -93}, within(1e-9));
        assertThat(resampling.resample(new double[] {-90}, 400)).containsExactly(-90);
    }

    @Test
    void aCoarserGridTakesTheMeanOfEachWholeInterval() {
        assertThat(resampling.resample(new double[] {-1, -90, -92, -93, -95}, 50))
                .containsExactly(-91, -94);
        assertThat(resampling.resample(new double[] {-90}, 50)).isEmpty();
    }

    @Test
    void noMoreIsMadeThanIsLookedAt() {
        assertThat(resampling.resample(new double[] {-90, -100}, 60_000)).hasSize(6);
        assertThat(resampling.resample(new double[10_000], 50)).hasSize(6);
    }
}
