package dev.wayside.relay.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import dev.wayside.relay.Seeds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class FrameCodecTest {

    @Test
    void whatIsWrittenIsReadHoweverItIsCut() {
        Seeds.forEach(200, random -> {
            List<Frame> sent = new ArrayList<>();
            ByteBuf wire = Unpooled.buffer();
            for (int i = 0; i < 20; i++) {
                Frame frame = randomFrame(random);
                sent.add(frame);
                FrameCodec.encode(frame, wire);
            }
            List<Frame> read = new ArrayList<>();
            ByteBuf arrived = Unpooled.buffer();
            while (wire.isReadable()) {
                arrived.writeBytes(wire, Math.min(wire.readableBytes(), 1 + random.nextInt(3_000)));
                for (Optional<Frame> next = FrameCodec.decode(arrived);
                        next.isPresent();
                        next = FrameCodec.decode(arrived)) {
                    read.add(next.get());
                }
            }
            assertThat(read).usingElementComparator(FrameCodecTest::compare).containsExactlyElementsOf(sent);
        });
    }

    @Test
    void garbageIsRefusedAndNothingElse() {
        Seeds.forEach(5_000, random -> {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (random.nextBoolean() && bytes.length > 1) {
                bytes[0] = FrameCodec.VERSION;
                bytes[1] = (byte) random.nextInt(14);
            }
            ByteBuf in = Unpooled.wrappedBuffer(bytes);
            try {
                Optional<Frame> frame = FrameCodec.decode(in);
                assertThat(frame.isEmpty() ? in.readerIndex() : 0).isZero();
            } catch (FrameFormatException refused) {
                assertThat(refused).hasMessageNotContaining("null");
                assertThat(in.readerIndex()).isZero();
            }
        });
    }

    @Test
    void anotherVersionIsNamed() {
        ByteBuf in = Unpooled.buffer();
        FrameCodec.encode(Frame.of(FrameKind.FIN, 7, 9), in);
        in.setByte(0, 2);
        assertThatThrownBy(() -> FrameCodec.decode(in))
                .isInstanceOf(FrameFormatException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void anOversizedPayloadIsRefusedByItsHeaderAlone() {
        ByteBuf in = Unpooled.buffer();
        FrameCodec.encode(Frame.of(FrameKind.DATA, 7, 9), in);
        in.setInt(8, Frame.MAX_PAYLOAD_BYTES + 1);
        assertThatThrownBy(() -> FrameCodec.decode(in))
                .isInstanceOf(FrameFormatException.class)
                .hasMessageContaining("65537");
    }

    @Test
    void addressesOfBothFamiliesSurvive() throws Exception {
        for (String[] pair : new String[][] {{"10.1.0.2", "10.2.0.2"}, {"fd00::1", "fd00::2"}}) {
            OpenRequest request = new OpenRequest(
                    new InetSocketAddress(InetAddress.getByName(pair[0]), 40_001),
                    new InetSocketAddress(InetAddress.getByName(pair[1]), 443));
            assertThat(OpenRequest.of(request.toPayload())).isEqualTo(request);
        }
    }

    @Test
    void aDamagedOpenIsRefused() {
        Seeds.forEach(2_000, random -> {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) (random.nextBoolean() ? 4 : 16);
            }
            try {
                assertThat(OpenRequest.of(ByteBuffer.wrap(bytes)).client().isUnresolved())
                        .isFalse();
            } catch (FrameFormatException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        });
    }

    private static Frame randomFrame(Random random) {
        FrameKind[] kinds = FrameKind.values();
        byte[] payload = new byte[random.nextInt(2_000)];
        random.nextBytes(payload);
        return new Frame(
                kinds[random.nextInt(kinds.length)],
                random.nextInt(),
                random.nextLong() & Long.MAX_VALUE,
                ByteBuffer.wrap(payload));
    }

    private static int compare(Frame one, Frame other) {
        boolean same = one.kind() == other.kind()
                && one.connection() == other.connection()
                && one.sequence() == other.sequence()
                && one.payload().equals(other.payload());
        return same ? 0 : 1;
    }
}
