package dev.wayside.relay.session.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Objects;

import org.junit.jupiter.api.Test;

class ReceiveBufferTest {

    private final MemoryBudget memory =
            new MemoryBudget(new MemoryBudget.Limits(16_000, 1_000, 50_000, 90_000, 1_000_000));
    private final ReceiveBuffer buffer = new ReceiveBuffer(memory);

    @Test
    void earlyAndOrderedBytesAreHeldUntilTheyAreConsumed() {
        buffer.accept(300, ByteBuffer.allocate(200));
        assertThat(buffer.poll()).isNull();
        assertThat(memory.heldBytes()).isEqualTo(200);
        buffer.accept(0, ByteBuffer.allocate(300));
        assertThat(memory.heldBytes()).isEqualTo(500);
        assertThat(Objects.requireNonNull(buffer.poll()).remaining()).isEqualTo(300);
        assertThat(Objects.requireNonNull(buffer.poll()).remaining()).isEqualTo(200);
        assertThat(buffer.poll()).isNull();
        assertThat(buffer.isConsumed()).isFalse();
        buffer.consumed(500);
        assertThat(buffer.isConsumed()).isTrue();
        assertThat(memory.heldBytes()).isZero();
    }

    @Test
    void theWindowGrowsFourfoldAndOnlyByAQuarterAtLeast() {
        assertThat(buffer.isGranted(0, 1_000)).isTrue();
        assertThat(buffer.isGranted(1, 1_000)).isFalse();
        buffer.accept(0, ByteBuffer.allocate(900));
        buffer.consumed(100);
        assertThat(buffer.grow()).hasValue(4_100);
        assertThat(buffer.grow()).hasValue(16_100);
        assertThat(buffer.isGranted(15_000, 1_100)).isTrue();
        buffer.consumed(700);
        assertThat(buffer.grow()).as("not a quarter more").isEmpty();
    }

    @Test
    void aBufferThatClosesReturnsAllMemory() {
        buffer.accept(0, ByteBuffer.allocate(500));
        buffer.accept(700, ByteBuffer.allocate(100));
        buffer.consumed(200);
        buffer.grow();
        long before = memory.maxWindowBytes(0);
        buffer.close();
        assertThat(memory.heldBytes()).isZero();
        assertThat(memory.maxWindowBytes(0)).isGreaterThanOrEqualTo(before);
        assertThat(buffer.poll()).isNull();
    }

    @Test
    void promisesOfOneBufferLeaveLessForOthers() {
        MemoryBudget small = new MemoryBudget(new MemoryBudget.Limits(16_000, 1_000, 50_000, 90_000, 40_000));
        ReceiveBuffer first = new ReceiveBuffer(small);
        first.accept(0, ByteBuffer.allocate(1_000));
        first.consumed(1_000);
        assertThat(first.grow()).hasValue(5_000);
        assertThat(small.maxWindowBytes(0)).as("3,000 promised").isEqualTo(9_250);
        first.close();
        assertThat(small.maxWindowBytes(0)).isEqualTo(10_000);
    }

    @Test
    void anEndIsDeliveredOnceAllBytesAre() {
        assertThat(buffer.finishAt(300)).isTrue();
        assertThat(buffer.finishAt(400)).isFalse();
        buffer.accept(0, ByteBuffer.allocate(300));
        assertThat(buffer.isDelivered()).isFalse();
        buffer.poll();
        assertThat(buffer.isDelivered()).isTrue();
    }
}
