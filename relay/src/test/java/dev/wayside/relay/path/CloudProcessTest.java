package dev.wayside.relay.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which cloud relay process an edge uses, in virtual time. */
class CloudProcessTest {

    private static final InetSocketAddress MAIN = new InetSocketAddress("192.0.2.1", 7000);
    private static final InetSocketAddress MAIN_TOO = new InetSocketAddress("192.0.2.2", 7000);
    private static final InetSocketAddress OTHER = new InetSocketAddress("198.51.100.1", 7000);

    private final CloudProcess process = new CloudProcess();

    @BeforeEach
    void useTheMainOne() {
        assertThat(process.judge(1, MAIN, false, at(0))).isEqualTo(CloudProcess.Answer.USE);
    }

    @Test
    void twoAddressesOfOneProcessAreOne() {
        assertThat(process.judge(1, MAIN_TOO, true, at(1))).isEqualTo(CloudProcess.Answer.USE);
        assertThat(process.addresses()).containsExactlyInAnyOrder(MAIN, MAIN_TOO);
    }

    @Test
    void anotherOneIsAStandbyWhileTheFirstIsHeard() {
        for (int second = 1; second < 100; second++) {
            process.heard(at(second));
            assertThat(process.judge(2, OTHER, true, at(second) + 1)).isEqualTo(CloudProcess.Answer.STAND_BY);
        }
    }

    @Test
    void anotherOneTakesOverWhenItAloneAnswersForTenSeconds() {
        process.heard(at(5));
        assertThat(process.isLost(true, at(6))).isFalse();
        assertThat(process.isLost(true, at(12))).isTrue();
        // After a tunnel of a minute it may be the first to answer by a hair.
        assertThat(process.judge(2, OTHER, true, at(65))).isEqualTo(CloudProcess.Answer.STAND_BY);
        assertThat(process.judge(2, OTHER, true, at(74))).isEqualTo(CloudProcess.Answer.STAND_BY);
        assertThat(process.judge(2, OTHER, true, at(75))).isEqualTo(CloudProcess.Answer.TAKE_OVER);
        process.use(2, OTHER, at(75));
        assertThat(process.judge(2, OTHER, true, at(76))).isEqualTo(CloudProcess.Answer.USE);
        assertThat(process.judge(1, MAIN, true, at(76))).isEqualTo(CloudProcess.Answer.STAND_BY);
    }

    @Test
    void whereAllPathsBrokeItTakesOverSooner() {
        assertThat(process.judge(2, OTHER, false, at(1))).isEqualTo(CloudProcess.Answer.STAND_BY);
        assertThat(process.judge(2, OTHER, false, at(3))).isEqualTo(CloudProcess.Answer.TAKE_OVER);
    }

    @Test
    void aNewProcessAtTheSameAddressSucceedsTheOneThatEnded() {
        process.heard(at(5));
        assertThat(process.judge(2, MAIN, false, at(5))).isEqualTo(CloudProcess.Answer.SUCCEED);
    }

    @Test
    void twoProcessesBehindOneAddressDoNotTakeTurns() {
        process.heard(at(5));
        assertThat(process.judge(2, MAIN, true, at(6))).isEqualTo(CloudProcess.Answer.STAND_BY);
        assertThat(process.judge(2, MAIN, true, at(8))).isEqualTo(CloudProcess.Answer.SUCCEED);
    }

    private static long at(int second) {
        return second * 1_000_000_000L + 1;
    }
}
