package dev.wayside.relay.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

import dev.wayside.relay.Seeds;
import dev.wayside.relay.message.FlowKey;
import org.junit.jupiter.api.Test;

/** The flow that a packet belongs to. */
class PacketHeadTest {

    private static final int CLIENT = 0x0a010002;
    private static final int SERVER = 0x0a020002;
    private static final int ROUTER = 0x0a030001;
    private static final FlowKey FLOW = new FlowKey(17, CLIENT, 40_000, SERVER, 53);

    @Test
    void anErrorBelongsToTheFlowItIsAboutWhicheverRouterSendsIt() {
        ByteBuffer error = ip(1, ROUTER, CLIENT, 8 + 28).put(20, (byte) 3).put(21, (byte) 4);
        error.put(28, ip(17, CLIENT, SERVER, 8).putInt(20, 40_000 << 16 | 53), 0, 28);
        assertThat(PacketHead.read(error).fromServer()).isEqualTo(FLOW);
        ByteBuffer fromClient = ip(1, CLIENT, SERVER, 8 + 28).put(20, (byte) 3).put(21, (byte) 3);
        fromClient.put(28, ip(17, SERVER, CLIENT, 8).putInt(20, 53 << 16 | 40_000), 0, 28);
        assertThat(PacketHead.read(fromClient).fromClient()).isEqualTo(FLOW);
    }

    @Test
    void pingsAreDistinguishedByTheirIdentifier() {
        ByteBuffer request = ip(1, CLIENT, SERVER, 8).put(20, (byte) 8).putShort(24, (short) 7);
        ByteBuffer reply = ip(1, SERVER, CLIENT, 8).put(20, (byte) 0).putShort(24, (short) 7);
        assertThat(PacketHead.read(request).fromClient()).isEqualTo(new FlowKey(1, CLIENT, 7, SERVER, 0));
        assertThat(PacketHead.read(reply).fromServer())
                .isEqualTo(PacketHead.read(request).fromClient());
    }

    @Test
    void aLaterFragmentHasNoPorts() {
        ByteBuffer later = ip(17, CLIENT, SERVER, 8).putShort(6, (short) 5).putInt(20, 40_000 << 16 | 53);
        PacketHead head = PacketHead.read(later);
        assertThat(head.isFragment() && head.isLaterFragment()).isTrue();
        assertThat(head.fromClient()).isEqualTo(new FlowKey(17, CLIENT, 0, SERVER, 0));
        PacketHead first = PacketHead.read(
                ip(17, CLIENT, SERVER, 8).putShort(6, (short) 0x2000).putInt(20, 40_000 << 16 | 53));
        assertThat(first.isFragment() && !first.isLaterFragment()).isTrue();
        assertThat(first.fromClient()).isEqualTo(FLOW);
    }

    @Test
    void anythingIsRead() {
        Seeds.forEach(50_000, random -> {
            byte[] bytes = new byte[20 + random.nextInt(80)];
            random.nextBytes(bytes);
            bytes[0] = (byte) (0x40 | random.nextInt(16));
            bytes[9] = (byte) (random.nextBoolean() ? 1 : random.nextInt(20));
            bytes[6] = random.nextBoolean() ? 0 : bytes[6];
            if (bytes.length > 20) {
                bytes[20] = (byte) random.nextInt(20);
            }
            PacketHead head = PacketHead.read(ByteBuffer.wrap(bytes));
            assertThat(head.fromClient()).isNotNull();
            assertThat(head.fromServer()).isNotNull();
        });
    }

    private static ByteBuffer ip(int protocol, int source, int destination, int contentBytes) {
        return ByteBuffer.allocate(20 + contentBytes)
                .put(0, (byte) 0x45)
                .putShort(2, (short) (20 + contentBytes))
                .put(9, (byte) protocol)
                .putInt(12, source)
                .putInt(16, destination);
    }
}
