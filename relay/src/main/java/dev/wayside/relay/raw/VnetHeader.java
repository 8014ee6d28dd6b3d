package dev.wayside.relay.raw;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The kernel's {@code struct virtio_net_hdr}: the work that offloads have left on a packet. Offsets count from the end
 * of this header.
 *
 * @param needsChecksum true if the checksum is unfinished
 * @param gsoType kind of segments in the packet; 0 if it is one
 * @param headerBytes of the headers of each segment
 * @param gsoSize payload of a segment
 * @param checksumStart of the bytes that the checksum covers
 * @param checksumOffset of the checksum, counted from there
 */
record VnetHeader(
        boolean needsChecksum, int gsoType, int headerBytes, int gsoSize, int checksumStart, int checksumOffset) {

    static final int BYTES = 10;
    static final int ETHERNET_BYTES = 14;

    static final int GSO_NONE = 0;
    static final int GSO_TCP_IPV4 = 1;
    static final int GSO_UDP = 5;
    static final int GSO_ECN = 0x80;

    private static final int NEEDS_CHECKSUM = 1;

    static VnetHeader read(ByteBuffer buffer) {
        ByteBuffer header = buffer.duplicate().order(ByteOrder.nativeOrder());
        return new VnetHeader(
                (header.get(0) & NEEDS_CHECKSUM) != 0,
                Byte.toUnsignedInt(header.get(1)),
                Short.toUnsignedInt(header.getShort(2)),
                Short.toUnsignedInt(header.getShort(4)),
                Short.toUnsignedInt(header.getShort(6)),
                Short.toUnsignedInt(header.getShort(8)));
    }

    void write(ByteBuffer buffer) {
        buffer.duplicate()
                .order(ByteOrder.nativeOrder())
                .put(0, (byte) (needsChecksum ? NEEDS_CHECKSUM : 0))
                .put(1, (byte) gsoType)
                .putShort(2, (short) headerBytes)
                .putShort(4, (short) gsoSize)
                .putShort(6, (short) checksumStart)
                .putShort(8, (short) checksumOffset);
    }
}
