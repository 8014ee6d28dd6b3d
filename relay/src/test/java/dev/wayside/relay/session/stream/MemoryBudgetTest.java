package dev.wayside.relay.session.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private final MemoryBudget budget = new MemoryBudget(new MemoryBudget.Limits(16_000, 250, 50_000, 90_000, 40_000));

    @Test
    void aQueueIsShortWhileAllQueuesTogetherAreTooLong() {
        assertThat(budget.maxQueueBytes()).isEqualTo(50_000);
        budget.queued(90_000);
        assertThat(budget.maxQueueBytes()).as("at the limit").isEqualTo(50_000);
        budget.queued(1);
        assertThat(budget.maxQueueBytes()).isEqualTo(16 << 10);
        budget.queued(-1);
        assertThat(budget.maxQueueBytes()).isEqualTo(50_000);
    }

    @Test
    void aWindowIsAQuarterOfTheBudgetThatIsNotPromisedToOthers() {
        assertThat(budget.maxWindowBytes(0)).isEqualTo(10_000);
        budget.promised(20_000);
        assertThat(budget.maxWindowBytes(0)).isEqualTo(5_000);
        assertThat(budget.maxWindowBytes(20_000))
                .as("its own promise does not count")
                .isEqualTo(10_000);
        budget.promised(-20_000);
        assertThat(budget.maxWindowBytes(0)).isEqualTo(10_000);
    }

    @Test
    void aWindowIsNeverBelowTheInitialOneNorAboveTheLargest() {
        budget.promised(40_000);
        assertThat(budget.maxWindowBytes(0)).isEqualTo(250);
        assertThat(budget.maxWindowBytes(100_000)).isEqualTo(16_000);
    }

    @Test
    void heldBytesAreCountedUntilTheyLeave() {
        budget.held(700);
        budget.held(300);
        assertThat(budget.heldBytes()).isEqualTo(1_000);
        budget.held(-1_000);
        assertThat(budget.heldBytes()).isZero();
    }
}
