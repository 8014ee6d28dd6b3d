package dev.wayside.relay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReturnTest {

    @Test
    void countsFromTheEndOfTheDarknessToTheFirstBinsOfNineTenths() {
        List<Double> bins = new ArrayList<>(Collections.nCopies(40, 30e6));
        bins.addAll(Collections.nCopies(20, 10e6));
        bins.addAll(Collections.nCopies(4, 20e6));
        bins.addAll(Collections.nCopies(10, 28e6));
        assertThat(Return.millis(bins, 4, 6)).hasValueCloseTo(400.0, Offset.offset(1e-6));
    }

    @Test
    void isEmptyIfTheRateNeverReturnsOrTheTimeBeforeIsTooShort() {
        List<Double> bins = new ArrayList<>(Collections.nCopies(40, 30e6));
        bins.addAll(Collections.nCopies(40, 10e6));
        assertThat(Return.millis(bins, 4, 6)).isEmpty();
        assertThat(Return.millis(bins, 1, 2)).isEmpty();
    }
}
