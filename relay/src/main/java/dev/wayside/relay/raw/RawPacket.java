package dev.wayside.relay.raw;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An IPv4 packet and the work that offloads have left, in the format between the relays, big-endian:
 *
 * <pre>
 *  0          1                 2          4                6                 8
 *  GSO type   needs checksum    GSO size   checksum start   checksum offset   IP packet
 * </pre>
 *
 * Immutable.
 */
final class RawPacket {

    private static final int PREFIX_BYTES = 8;
    private static final int MIN_IP_BYTES = 20;
    private static final int MIN_TCP_BYTES = 20;
    private static final int UDP_BYTES = 8;
    private static final int FRAGMENT = 0x3fff;
    private static final int FIN_PSH = 0x09;
    private static final int CWR = 0x80;

    private final ByteBuffer bytes;

    private RawPacket(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a packet from a packet socket.
     *
     * @param read virtio-net header, Ethernet header, packet
     * @param length of all of it
     * @return empty if it is not a whole IPv4 packet
     */
    static Optional<RawPacket> captured(ByteBuffer read, int length) {
        int start = VnetHeader.BYTES + VnetHeader.ETHERNET_BYTES;
        if (length < start + MIN_IP_BYTES) {
            return Optional.empty();
        }
        VnetHeader header = VnetHeader.read(read);
        // Bytes after the packet's own length are padding of a short Ethernet frame.
        int packetBytes = Math.min(length - start, Short.toUnsignedInt(read.getShort(start + 2)));
        ByteBuffer bytes = ByteBuffer.allocate(PREFIX_BYTES + packetBytes)
                .put(0, (byte) header.gsoType())
                .put(1, (byte) (header.needsChecksum() ? 1 : 0))
                .putShort(2, (short) header.gsoSize());
        if (header.needsChecksum()) {
            bytes.putShort(4, (short) (header.checksumStart() - VnetHeader.ETHERNET_BYTES))
                    .putShort(6, (short) header.checksumOffset());
        }
        bytes.put(PREFIX_BYTES, read, start, packetBytes);
        return of(bytes);
    }

    /** A packet of the peer; empty if it is not one that the kernel should see. */
    static Optional<RawPacket> of(ByteBuffer payload) {
        RawPacket packet = new RawPacket(payload.slice());
        return packet.isSound() ? Optional.of(packet) : Optional.empty();
    }

    private boolean isSound() {
        return bytes.remaining() >= PREFIX_BYTES + MIN_IP_BYTES
                && ip(0) >> 4 == 4
                && ipHeaderBytes() >= MIN_IP_BYTES
                && ipHeaderBytes() <= packetBytes()
                && ipShort(2) == packetBytes()
                && isChecksumSound()
                && isGsoSound();
    }

    private boolean isChecksumSound() {
        return !needsChecksum()
                || (checksumStart() >= ipHeaderBytes() && checksumStart() + checksumOffset() + 2 <= packetBytes());
    }

    private boolean isGsoSound() {
        return switch (gsoType() & ~VnetHeader.GSO_ECN) {
            case VnetHeader.GSO_NONE -> gsoType() == VnetHeader.GSO_NONE;
            case VnetHeader.GSO_TCP_IPV4 -> isCutSoundly(PacketHead.TCP, MIN_TCP_BYTES);
            case VnetHeader.GSO_UDP -> gsoType() == VnetHeader.GSO_UDP && isCutSoundly(PacketHead.UDP, UDP_BYTES);
            default -> false;
        };
    }

    private boolean isCutSoundly(int protocol, int minHeaderBytes) {
        return protocol() == protocol
                && (ipShort(6) & FRAGMENT) == 0
                && needsChecksum()
                && gsoSize() > 0
                && packetBytes() >= ipHeaderBytes() + minHeaderBytes
                && headerBytes() >= ipHeaderBytes() + minHeaderBytes
                && headerBytes() <= packetBytes();
    }

    // ---- fields

    /** The flow and the datagram it belongs to. */
    PacketHead head() {
        return PacketHead.read(bytes.slice(PREFIX_BYTES, packetBytes()));
    }

    private int protocol() {
        return ip(9);
    }

    private int gsoType() {
        return Byte.toUnsignedInt(bytes.get(0));
    }

    private boolean needsChecksum() {
        return bytes.get(1) != 0;
    }

    private int gsoSize() {
        return Short.toUnsignedInt(bytes.getShort(2));
    }

    private int checksumStart() {
        return Short.toUnsignedInt(bytes.getShort(4));
    }

    private int checksumOffset() {
        return Short.toUnsignedInt(bytes.getShort(6));
    }

    private int packetBytes() {
        return bytes.remaining() - PREFIX_BYTES;
    }

    private int ipHeaderBytes() {
        return (ip(0) & 0xf) * 4;
    }

    /** The length of the IP and transport headers, which every segment has. */
    private int headerBytes() {
        return ipHeaderBytes() + (protocol() == PacketHead.TCP ? (ip(ipHeaderBytes() + 12) >> 4) * 4 : UDP_BYTES);
    }

    private int ip(int offset) {
        return Byte.toUnsignedInt(bytes.get(PREFIX_BYTES + offset));
    }

    private int ipShort(int offset) {
        return Short.toUnsignedInt(bytes.getShort(PREFIX_BYTES + offset));
    }

    // ---- output

    /** The bytes for the peer, which must not be written to. */
    ByteBuffer payload() {
        return bytes.duplicate();
    }

    /** Writes it for a TUN device; returns the length. */
    int write(ByteBuffer direct) {
        boolean isCut = gsoType() != VnetHeader.GSO_NONE;
        new VnetHeader(
                        needsChecksum(),
                        gsoType(),
                        isCut ? headerBytes() : 0,
                        gsoSize(),
                        checksumStart(),
                        checksumOffset())
                .write(direct);
        direct.put(VnetHeader.BYTES, bytes, PREFIX_BYTES, packetBytes());
        return VnetHeader.BYTES + packetBytes();
    }

    /** Splits it into packets of whole segments, each at most of this length if a segment is. */
    List<RawPacket> split(int maxBytes) {
        int header = gsoType() == VnetHeader.GSO_NONE ? 0 : headerBytes();
        if (header == 0 || packetBytes() <= maxBytes) {
            return List.of(this);
        }
        int segments = Math.max(1, (maxBytes - header) / gsoSize());
        int step = segments * gsoSize();
        List<RawPacket> pieces = new ArrayList<>();
        for (int from = header; from < packetBytes(); from += step) {
            pieces.add(piece(header, from, Math.min(step, packetBytes() - from)));
        }
        return pieces;
    }

    private RawPacket piece(int header, int from, int payloadBytes) {
        int transport = ipHeaderBytes();
        int before = from - header;
        ByteBuffer piece = ByteBuffer.allocate(PREFIX_BYTES + header + payloadBytes)
                .put(0, bytes, 0, PREFIX_BYTES + header)
                .put(PREFIX_BYTES + header, bytes, PREFIX_BYTES + from, payloadBytes);
        if (payloadBytes <= gsoSize()) {
            piece.put(0, (byte) VnetHeader.GSO_NONE).putShort(2, (short) 0);
        }
        ByteBuffer packet = piece.slice(PREFIX_BYTES, header + payloadBytes);
        packet.putShort(2, (short) packet.remaining());
        packet.putShort(4, (short) (ipShort(4) + before / gsoSize()));
        packet.putShort(10, (short) 0).putShort(10, headerChecksum(packet, transport));
        if (protocol() == PacketHead.TCP) {
            boolean isFirst = before == 0;
            boolean isLast = from + payloadBytes == packetBytes();
            int keep = (isFirst ? 0xff : ~CWR) & (isLast ? 0xff : ~FIN_PSH);
            packet.putInt(transport + 4, packet.getInt(transport + 4) + before);
            packet.put(transport + 13, (byte) (packet.get(transport + 13) & keep));
        } else {
            packet.putShort(transport + 4, (short) (UDP_BYTES + payloadBytes));
        }
        int sum = checksumStart() + checksumOffset();
        packet.putShort(sum, lengthReplaced(ipShort(sum), packetBytes() - transport, packet.remaining() - transport));
        return new RawPacket(piece);
    }

    /** An unfinished checksum for another length in the pseudo-header. */
    private static short lengthReplaced(int sum, int oldLength, int newLength) {
        return (short) folded((long) sum + (~oldLength & 0xffff) + newLength);
    }

    private static short headerChecksum(ByteBuffer packet, int headerBytes) {
        long sum = 0;
        for (int i = 0; i < headerBytes; i += 2) {
            sum += Short.toUnsignedInt(packet.getShort(i));
        }
        return (short) ~folded(sum);
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded >> 16 != 0) {
            folded = (folded & 0xffff) + (folded >> 16);
        }
        return (int) folded;
    }
}
