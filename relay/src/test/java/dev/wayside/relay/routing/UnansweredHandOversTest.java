package dev.wayside.relay.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When handed-over connections count as not delivered. */
class UnansweredHandOversTest {

    private static final long SECOND = 1_000_000_000L;

    private final UnansweredHandOvers handOvers = new UnansweredHandOvers();

    @Test
    void answeredConnectionsAreNoFault() {
        update(1_000, 998, 0);
        update(2_000, 1_990, 5);
        assertThat(handOvers.fault()).isEmpty();
    }

    @Test
    void aFewUnansweredConnectionsAreNoFault() {
        update(100, 100, 0);
        update(102, 100, 5);
        update(103, 101, 10);
        update(105, 101, 15);
        assertThat(handOvers.fault()).isEmpty();
    }

    @Test
    void connectionsWithoutAnyAnswerAreAFaultUntilItIsTriedAgain() {
        update(100, 100, 0);
        update(102, 100, 5);
        assertThat(handOvers.fault()).isEmpty();
        update(103, 100, 10);
        assertThat(handOvers.fault()).hasValueSatisfying(why -> assertThat(why).contains("does not deliver"));
        update(103, 100, 69);
        assertThat(handOvers.fault()).isPresent();
        update(103, 100, 71);
        assertThat(handOvers.fault()).isEmpty();
        update(106, 100, 75);
        assertThat(handOvers.fault()).isEmpty();
        update(107, 100, 80);
        assertThat(handOvers.fault()).isPresent();
    }

    @Test
    void aBurstThatTheKernelAnswersOnceIsNoFault() {
        update(100, 100, 0);
        update(150, 100, 5);
        update(150, 100, 10);
        update(151, 101, 15);
        assertThat(handOvers.fault()).isEmpty();
    }

    @Test
    void anAnswerEndsTheFault() {
        update(0, 0, 0);
        update(2, 0, 5);
        update(3, 0, 10);
        assertThat(handOvers.fault()).isPresent();
        update(4, 1, 15);
        assertThat(handOvers.fault()).isEmpty();
    }

    @Test
    void countersThatWereRemovedBeginAgain() {
        update(1_000, 1_000, 0);
        update(2, 0, 5);
        update(4, 2, 10);
        assertThat(handOvers.fault()).isEmpty();
    }

    private void update(long handedOver, long answered, long seconds) {
        handOvers.update("""
                table ip wayside_relay_7 {
                	counter handed_over {
                		packets %d bytes 60
                	}

                	counter answered {
                		packets %d bytes 60
                	}
                }""".formatted(handedOver, answered), seconds * SECOND);
    }
}
