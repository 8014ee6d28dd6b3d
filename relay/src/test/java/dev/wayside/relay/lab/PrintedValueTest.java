package dev.wayside.relay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintedValueTest {

    @Test
    void ratesArePrintedInMbitPerSecond() {
        PrintedValue rate = new PrintedValue("file_bps_256k", 28_637_412.5);
        assertThat(rate.label()).isEqualTo("file_mbps_256k");
        assertThat(rate.text()).isEqualTo("28.6");
        PrintedValue time = new PrintedValue("file_ms", 172.4);
        assertThat(time.label()).isEqualTo("file_ms");
        assertThat(time.text()).isEqualTo("172");
    }

    @Test
    void numbersHaveThreeSignificantDigits() {
        assertThat(PrintedValue.text(0)).isEqualTo("0");
        assertThat(PrintedValue.text(0.0182)).isEqualTo("0.0182");
        assertThat(PrintedValue.text(0.00000101)).isEqualTo("0.0000");
        assertThat(PrintedValue.text(-1.1)).isEqualTo("-1.10");
        assertThat(PrintedValue.text(10_000)).isEqualTo("10000");
        assertThat(PrintedValue.text(Double.NaN)).isEqualTo("NaN");
    }
}
