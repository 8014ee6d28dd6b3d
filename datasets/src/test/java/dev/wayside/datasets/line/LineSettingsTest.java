package dev.wayside.datasets.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

final class LineSettingsTest {
    private static final LineSettings DEFAULTS = LineSettings.defaults();

    @Test
    void hasDefaults() {
        assertThat(DEFAULTS)
                .isEqualTo(
                        new LineSettings(1, 100, 320, 4, LocalDate.of(2026, 1, 5), 5, List.of("cmcc", "cucc", "ctcc")));
    }

    @Test
    void aShorterLineHasRoomForFewerTunnels() {
        assertThat(DEFAULTS.withLength(10, 2).tunnels()).isEqualTo(2);
        assertThatThrownBy(() -> DEFAULTS.withLength(10, 3)).hasMessageContaining("between 0 and 2");
    }

    @Test
    void carriersAreDistinctAndAtLeastOne() {
        assertThatThrownBy(() -> DEFAULTS.withCarriers(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> DEFAULTS.withCarriers(List.of("cmcc", "cmcc"))).hasMessageContaining("once");
    }
}
