package dev.wayside.relay.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void waitsDoubleToTheLimitAndBeginAgainAfterASuccess() {
        Backoff backoff = new Backoff(100, 350, 0);
        assertThat(backoff.isOver(0)).isTrue();
        for (double wait : new double[] {100, 200, 350, 350}) {
            backoff.failed(0);
            assertThat(backoff.leftMillis(0)).isEqualTo(wait);
            assertThat(backoff.isOver((long) (wait * 1e6) - 1)).isFalse();
            assertThat(backoff.isOver((long) (wait * 1e6))).isTrue();
        }
        backoff.succeeded();
        assertThat(backoff.isOver(0)).isTrue();
        backoff.failed(0);
        assertThat(backoff.leftMillis(0)).isEqualTo(100);
    }

    @Test
    void randomnessShortensTheWaitByUpToAHalf() {
        Backoff soonest = new Backoff(100, 400, 0, () -> 0);
        Backoff latest = new Backoff(100, 400, 0, () -> 1);
        soonest.failed(0);
        latest.failed(0);
        assertThat(soonest.leftMillis(0)).isEqualTo(50);
        assertThat(latest.leftMillis(0)).isEqualTo(100);
    }
}
