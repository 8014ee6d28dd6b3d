package dev.wayside.relay.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.wayside.relay.Seeds;
import dev.wayside.relay.message.FlowKey;
import org.junit.jupiter.api.Test;

/** Fragments in any order, in virtual time. */
class FragmentedFlowsTest {

    private static final int PREFIX = 8;
    private static final int CLIENT = 0x0a010002;
    private static final int SERVER = 0x0a020002;
    private static final int UDP = 17;
    private static final long MILLI = 1_000_000;

    private final Map<RawPacket, FlowKey> carried = new HashMap<>();
    private final List<RawPacket> givenBack = new ArrayList<>();
    private final FragmentedFlows fragments = new FragmentedFlows(
            (flow, packet) -> assertThat(carried.put(packet, flow)).isNull(), givenBack::add);

    @Test
    void fragmentsFollowTheirFirstInWhateverOrderTheyCome() {
        Seeds.forEach(200, random -> {
            carried.clear();
            Map<RawPacket, FlowKey> expected = new HashMap<>();
            List<RawPacket> all = new ArrayList<>();
            for (int id = 0; id < 20; id++) {
                int port = 1_000 + random.nextInt(5);
                for (int i = 0; i < 4; i++) {
                    RawPacket fragment = fragment(id, i * 100, i < 3, port);
                    expected.put(fragment, new FlowKey(UDP, CLIENT, port, SERVER, 53));
                    all.add(fragment);
                }
            }
            Collections.shuffle(all, random);
            long now = random.nextLong() / 2;
            for (RawPacket fragment : all) {
                take(fragment, now);
                now += random.nextInt((int) (FragmentedFlows.HOLD_NANOS / 80));
                fragments.tick(now);
            }
            assertThat(carried).isEqualTo(expected);
            assertThat(givenBack).isEmpty();
            fragments.tick(now + FragmentedFlows.REMEMBER_NANOS + 1);
        });
    }

    @Test
    void aFragmentWithoutItsFirstIsGivenBackInTime() {
        RawPacket lonely = fragment(1, 100, true, 1_000);
        take(lonely, 0);
        fragments.tick(FragmentedFlows.HOLD_NANOS);
        assertThat(givenBack).isEmpty();
        fragments.tick(FragmentedFlows.HOLD_NANOS + 1);
        assertThat(givenBack).containsExactly(lonely);
        take(fragment(1, 0, true, 1_000), FragmentedFlows.HOLD_NANOS + 2);
        assertThat(carried).doesNotContainKey(lonely);
    }

    @Test
    void anIdentificationThatIsUsedAgainIsAnotherDatagram() {
        take(fragment(1, 0, true, 1_000), 0);
        take(fragment(1, 0, true, 2_000), MILLI);
        RawPacket later = fragment(1, 100, false, 2_000);
        take(later, 2 * MILLI);
        assertThat(carried.get(later)).isEqualTo(new FlowKey(UDP, CLIENT, 2_000, SERVER, 53));
        RawPacket tooLate = fragment(1, 100, false, 2_000);
        take(tooLate, FragmentedFlows.REMEMBER_NANOS + 2 * MILLI);
        assertThat(carried).doesNotContainKey(tooLate);
    }

    @Test
    void aFloodIsGivenBackOldestFirstAndHoldsNoMoreThanTheBound() {
        int count = 0;
        while (givenBack.isEmpty()) {
            take(fragment(count % 65_536, 100, true, 1_000), 0);
            count++;
        }
        assertThat((count - 1) * 128L).isLessThanOrEqualTo(FragmentedFlows.MAX_HELD_BYTES);
        assertThat(givenBack.get(0).head().datagram().id()).isZero();
        for (int id = 0; id < 200_000; id++) {
            take(fragment(id, 0, true, 1_000), 0);
            carried.clear();
        }
        RawPacket newest = fragment(199_999, 100, false, 1_000);
        take(newest, 1);
        assertThat(carried).containsKey(newest);
    }

    @Test
    void aWholePacketGoesAtOnce() {
        RawPacket whole = fragment(1, 0, false, 1_000);
        take(whole, 0);
        assertThat(carried).containsKey(whole);
        RawPacket later = fragment(1, 100, false, 1_000);
        take(later, 0);
        assertThat(carried).doesNotContainKey(later);
    }

    private void take(RawPacket packet, long nanos) {
        PacketHead head = packet.head();
        fragments.captured(head, head.fromClient(), packet, nanos);
    }

    static RawPacket fragment(int id, int offset, boolean hasMore, int port) {
        byte[] bytes = new byte[PREFIX + 20 + 80];
        new Random(offset).nextBytes(bytes);
        ByteBuffer payload = ByteBuffer.wrap(bytes)
                .putLong(0, 0)
                .put(PREFIX, (byte) 0x45)
                .putShort(PREFIX + 2, (short) 100)
                .putShort(PREFIX + 4, (short) id)
                .putShort(PREFIX + 6, (short) (offset | (hasMore ? 0x2000 : 0)))
                .put(PREFIX + 9, (byte) UDP)
                .putInt(PREFIX + 12, CLIENT)
                .putInt(PREFIX + 16, SERVER);
        if (offset == 0) {
            payload.putShort(PREFIX + 20, (short) port).putShort(PREFIX + 22, (short) 53);
        }
        return RawPacket.of(payload).orElseThrow();
    }
}
