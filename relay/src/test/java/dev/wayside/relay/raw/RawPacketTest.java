package dev.wayside.relay.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

import dev.wayside.relay.Seeds;
import dev.wayside.relay.message.FlowKey;
import org.junit.jupiter.api.Test;

/** Packets as a packet socket reads them, with their offloads undone. */
class RawPacketTest {

    private static final int START = VnetHeader.BYTES + VnetHeader.ETHERNET_BYTES;
    private static final int PREFIX = 8;
    private static final int CLIENT = 0x0a010002;
    private static final int SERVER = 0x0a020002;

    @Test
    void piecesOfTcpAreTheSameBytesWithSoundHeaders() {
        Seeds.forEach(500, random -> {
            int gso = 500 + random.nextInt(1_000);
            int payload = gso + 1 + random.nextInt(60_000 - gso);
            int options = 4 * random.nextInt(4);
            ByteBuffer read = read(6, 20 + options, payload, gso, random);
            ByteBuffer whole = read.duplicate().position(START);
            int header = 40 + options;
            whole.put(START + 32, (byte) ((20 + options) / 4 << 4)).put(START + 33, (byte) 0x99);
            int sequence = whole.getInt(START + 24);
            RawPacket packet = RawPacket.captured(read, read.capacity()).orElseThrow();

            List<RawPacket> pieces = packet.split(1_400 + random.nextInt(30_000));
            int at = 0;
            for (int i = 0; i < pieces.size(); i++) {
                ByteBuffer piece = pieces.get(i).payload();
                int bytes = piece.remaining() - PREFIX - header;
                assertThat(bytes % gso == 0 || i == pieces.size() - 1).isTrue();
                assertThat(Short.toUnsignedInt(piece.getShort(2))).isEqualTo(bytes > gso ? gso : 0);
                assertThat(piece.getInt(PREFIX + 24)).isEqualTo(sequence + at);
                assertThat(piece.slice(PREFIX + header, bytes)).isEqualTo(read.slice(START + header + at, bytes));
                // CWR on the first, FIN and PSH on the last, ACK on each.
                assertThat(piece.get(PREFIX + 33) & 0xff)
                        .isEqualTo(0x10 | (i == 0 ? 0x80 : 0) | (i == pieces.size() - 1 ? 0x09 : 0));
                assertHeaders(piece, 16, 6);
                at += bytes;
            }
            assertThat(at).isEqualTo(payload);
            assertThat(pieces.size() > 1 ? pieces : List.of(1, 2)).hasSizeGreaterThan(1);
        });
    }

    @Test
    void piecesOfUdpAreDatagramsOfTheirOwn() {
        Seeds.forEach(200, random -> {
            int gso = 1_200;
            int payload = gso + 1 + random.nextInt(20_000);
            ByteBuffer read = read(17, 8, payload, gso, random);
            List<RawPacket> pieces =
                    RawPacket.captured(read, read.capacity()).orElseThrow().split(5_000);
            int at = 0;
            for (RawPacket piece : pieces) {
                ByteBuffer bytes = piece.payload();
                int length = bytes.remaining() - PREFIX - 28;
                assertThat(Short.toUnsignedInt(bytes.getShort(PREFIX + 24))).isEqualTo(8 + length);
                assertThat(bytes.slice(PREFIX + 28, length)).isEqualTo(read.slice(START + 28 + at, length));
                assertHeaders(bytes, 6, 17);
                at += length;
            }
            assertThat(at).isEqualTo(payload);
        });
    }

    @Test
    void theFlowIsTheSameFromBothSides() {
        Random random = new Random(1);
        ByteBuffer up = read(17, 8, 100, 0, random);
        ByteBuffer down = read(17, 8, 100, 0, random);
        down.putInt(START + 12, SERVER).putInt(START + 16, CLIENT).putInt(START + 20, 443 << 16 | 40_000);
        FlowKey key = new FlowKey(17, CLIENT, 40_000, SERVER, 443);
        assertThat(RawPacket.captured(up, up.capacity()).orElseThrow().head().fromClient())
                .isEqualTo(key);
        assertThat(RawPacket.captured(down, down.capacity())
                        .orElseThrow()
                        .head()
                        .fromServer())
                .isEqualTo(key);
    }

    @Test
    void paddingOfShortFramesIsNotCarried() {
        ByteBuffer read = read(17, 8, 2, 0, new Random(1));
        ByteBuffer padded = ByteBuffer.allocate(READ_LEAST).put(0, read, 0, read.capacity());
        assertThat(RawPacket.captured(padded, padded.capacity()).orElseThrow().payload())
                .isEqualTo(
                        RawPacket.captured(read, read.capacity()).orElseThrow().payload());
    }

    private static final int READ_LEAST = VnetHeader.BYTES + 60;

    @Test
    void whatTheKernelShouldNotSeeIsRefusedAndTheRestKept() {
        Seeds.forEach(20_000, random -> {
            ByteBuffer read = read(random.nextBoolean() ? 6 : 17, 20, 200, random.nextInt(3) * 100, random);
            ByteBuffer payload = RawPacket.captured(read, read.capacity())
                    .map(packet -> ByteBuffer.allocate(packet.payload().remaining())
                            .put(packet.payload())
                            .flip())
                    .orElse(ByteBuffer.allocate(random.nextInt(60)));
            for (int i = random.nextInt(6); i > 0 && payload.hasRemaining(); i--) {
                payload.put(random.nextInt(Math.min(60, payload.remaining())), (byte) random.nextInt());
            }
            payload.limit(random.nextInt(4) == 0 ? random.nextInt(payload.limit() + 1) : payload.limit());
            ByteBuffer direct = ByteBuffer.allocate(PacketSocket.MAX_BYTES);
            RawPacket.of(payload).ifPresent(packet -> {
                assertThat(packet.write(direct)).isEqualTo(VnetHeader.BYTES + payload.remaining() - PREFIX);
                VnetHeader header = VnetHeader.read(direct);
                int length = payload.remaining() - PREFIX;
                assertThat(header.headerBytes()).isLessThanOrEqualTo(length);
                assertThat(!header.needsChecksum() || header.checksumStart() + header.checksumOffset() + 2 <= length)
                        .isTrue();
                assertThat(packet.head().fromClient()).isNotNull();
                assertThat(packet.split(1_400)).isNotEmpty();
            });
        });
    }

    // ---- packets

    /** A packet as the socket gives it: the checksum covers the pseudo-header only, and the sender finishes it. */
    private static ByteBuffer read(int protocol, int transportBytes, int payload, int gso, Random random) {
        int length = 20 + transportBytes + payload;
        byte[] bytes = new byte[START + length];
        random.nextBytes(bytes);
        ByteBuffer read = ByteBuffer.wrap(bytes);
        new VnetHeader(
                        true,
                        gso == 0 ? 0 : protocol == 6 ? VnetHeader.GSO_TCP_IPV4 : VnetHeader.GSO_UDP,
                        100,
                        gso,
                        VnetHeader.ETHERNET_BYTES + 20,
                        protocol == 6 ? 16 : 6)
                .write(read);
        read.put(START, (byte) 0x45)
                .putShort(START + 2, (short) length)
                .putShort(START + 6, (short) 0x4000)
                .put(START + 9, (byte) protocol)
                .putInt(START + 12, CLIENT)
                .putInt(START + 16, SERVER)
                .putShort(START + 20, (short) 40_000)
                .putShort(START + 22, (short) 443)
                .putShort(START + 10, (short) 0);
        if (protocol == 6) {
            read.put(START + 32, (byte) 0x50);
        } else {
            read.putShort(START + 24, (short) (length - 20));
        }
        long ipSum = 0;
        for (int i = 0; i < 20; i += 2) {
            ipSum += Short.toUnsignedInt(read.getShort(START + i));
        }
        read.putShort(START + 10, (short) (0xffff - ipSum % 0xffff));
        int sum = START + 20 + (protocol == 6 ? 16 : 6);
        read.putShort(sum, (short) pseudoHeader(protocol, length - 20));
        return read;
    }

    private static void assertHeaders(ByteBuffer payload, int sumOffset, int protocol) {
        int length = payload.remaining() - PREFIX;
        assertThat(Short.toUnsignedInt(payload.getShort(PREFIX + 2))).isEqualTo(length);
        long sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += Short.toUnsignedInt(payload.getShort(PREFIX + i));
        }
        assertThat(sum % 0xffff).as("IP checksum").isZero();
        assertThat(Short.toUnsignedInt(payload.getShort(PREFIX + 20 + sumOffset)) % 0xffff)
                .isEqualTo(pseudoHeader(protocol, length - 20) % 0xffff);
        assertThat(RawPacket.of(payload)).isPresent();
    }

    private static int pseudoHeader(int protocol, int length) {
        long sum = (CLIENT >>> 16) + (CLIENT & 0xffff) + (SERVER >>> 16) + (SERVER & 0xffff) + protocol + length;
        return (int) (sum % 0xffff);
    }
}
