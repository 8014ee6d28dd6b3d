package dev.wayside.relay.session.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import dev.wayside.relay.Seeds;
import org.junit.jupiter.api.Test;

class ReassemblyTest {

    @Test
    void anyPiecesInAnyOrderMakeTheWholeOnce() {
        Seeds.forEach(1_000, random -> {
            byte[] whole = new byte[1 + random.nextInt(5_000)];
            random.nextBytes(whole);
            List<int[]> pieces = new ArrayList<>();
            for (int from = 0; from < whole.length; ) {
                int to = Math.min(whole.length, from + 1 + random.nextInt(700));
                pieces.add(new int[] {from, to});
                from = to;
            }
            for (int i = 0; i < 10; i++) {
                int from = random.nextInt(whole.length);
                pieces.add(new int[] {from, from + random.nextInt(whole.length - from + 1)});
            }
            Collections.shuffle(pieces, random);
            Reassembly reassembly = new Reassembly();
            assertThat(reassembly.finishAt(whole.length)).isTrue();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int[] piece : pieces) {
                for (ByteBuffer inOrder :
                        reassembly.accept(piece[0], ByteBuffer.wrap(whole).slice(piece[0], piece[1] - piece[0]))) {
                    while (inOrder.hasRemaining()) {
                        out.write(inOrder.get());
                    }
                }
            }
            assertThat(out.size()).isEqualTo(whole.length);
            assertThat(Arrays.equals(out.toByteArray(), whole)).isTrue();
            assertThat(reassembly.isComplete()).isTrue();
            assertThat(reassembly.earlyBytes()).isZero();
        });
    }

    @Test
    void anEndBeforeWhatHasArrivedOrOtherThanBeforeIsRefused() {
        Reassembly reassembly = new Reassembly();
        assertThat(reassembly.accept(0, ByteBuffer.allocate(10))).hasSize(1);
        assertThat(reassembly.finishAt(9)).isFalse();
        assertThat(reassembly.finishAt(12)).isTrue();
        assertThat(reassembly.finishAt(12)).isTrue();
        assertThat(reassembly.finishAt(13)).isFalse();
    }
}
