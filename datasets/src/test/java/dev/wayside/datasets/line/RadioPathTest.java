package dev.wayside.datasets.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wayside.datasets.line.radio.RuralMacroPathLoss;
import dev.wayside.datasets.line.radio.SectorAntenna;
import dev.wayside.datasets.line.radio.SpectralEfficiency;
import org.junit.jupiter.api.Test;

/** Path loss, antennas, tunnels and efficiency against values worked out apart from the code. */
final class RadioPathTest {
    private static final RuralMacroPathLoss PATH = new RuralMacroPathLoss(1.89e9, 30);

    @Test
    void antennaLooksAtTheTrack() {
        assertThat(SectorAntenna.lossDb(250, 100)).isZero();
        assertThat(SectorAntenna.lossDb(-1_000, 100)).isEqualTo(20);
        assertThat(SectorAntenna.lossDb(0, 100)).isCloseTo(12 * Math.pow(68.1986 / 65, 2), within(1e-3));
    }

    @Test
    void tunnelIsDarkestFarFromTheMast() {
        Tunnel tunnel = new Tunnel(1_000, 1_400);

        assertThat(tunnel.lossDb(0, 900)).isZero();
        assertThat(tunnel.lossDb(0, 1_100)).isEqualTo(35);
        assertThat(tunnel.lossDb(2_000, 1_100)).isEqualTo(65);
        assertThat(tunnel.lossDb(0, 1_500)).isEqualTo(30);
    }

    @Test
    void efficiencyIsShannonsAttenuatedAndCapped() {
        assertThat(SpectralEfficiency.DOWNLINK.at(1)).isCloseTo(0.6, within(1e-12));
        assertThat(SpectralEfficiency.DOWNLINK.at(1e6)).isEqualTo(4.4);
        assertThat(SpectralEfficiency.UPLINK.at(0.05)).isZero();
    }

    @Test
    void dopplerCostsQualityOnlyWhenQualityIsHigh() {
        double fast = 320 / 3.6;
        assertThat(SpectralEfficiency.afterDoppler(1_000, 0, 2e9)).isCloseTo(1_000, within(1e-6));
        assertThat(SpectralEfficiency.afterDoppler(1_000, fast, 2e9)).isBetween(100.0, 250.0);
        assertThat(SpectralEfficiency.afterDoppler(1, fast, 2e9)).isCloseTo(1, within(0.01));
    }

    @Test
    void pathLossIsTheStandards() {
        assertThat(PATH.lossDb(100)).isCloseTo(78.67230911964165, within(1e-6));
        assertThat(PATH.lossDb(1_000)).isCloseTo(100.10536197221255, within(1e-6));
        assertThat(PATH.lossDb(9_000)).isCloseTo(130.6035318024982, within(1e-6));
    }
}
