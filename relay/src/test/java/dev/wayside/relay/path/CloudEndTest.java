package dev.wayside.relay.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CloudEndTest {

    private static final long SECOND = 1_000_000_000L;

    private final CloudEnd end = new CloudEnd();

    @Test
    void overTwoCarriersOneSecondOfRefusalsIsEnough() {
        end.refused("cmcc", 0);
        end.refused("cucc", SECOND / 2);
        assertThat(end.isCertain(SECOND / 2)).isFalse();
        end.refused("cmcc", SECOND);
        assertThat(end.isCertain(SECOND)).isTrue();
    }

    @Test
    void aRouterThatRefusesForThreeSecondsEndsNothing() {
        for (int i = 0; i <= 3; i++) {
            end.refused("cmcc", i * SECOND);
            assertThat(end.isCertain(i * SECOND)).isFalse();
        }
        end.opened();
        end.refused("cmcc", 6 * SECOND);
        assertThat(end.isCertain(6 * SECOND)).isFalse();
        end.refused("cmcc", 11 * SECOND);
        assertThat(end.isCertain(11 * SECOND)).isTrue();
    }

    @Test
    void aCarrierThatFailsInAnotherWayNoLongerCounts() {
        end.refused("cmcc", 0);
        end.refused("cucc", 0);
        end.failed("cucc");
        assertThat(end.isCertain(2 * SECOND)).isFalse();
        end.failed("cmcc");
        assertThat(end.isCertain(9 * SECOND)).isFalse();
    }
}
