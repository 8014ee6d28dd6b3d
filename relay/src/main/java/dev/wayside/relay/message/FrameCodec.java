package dev.wayside.relay.message;

import java.nio.ByteBuffer;
import java.util.Optional;

import io.netty.buffer.ByteBuf;

/**
 * Frames as bytes, version 1, big-endian:
 *
 * <pre>
 *  0        1      2       4             8         12          20
 *  version  kind   zero    connection    length    sequence    payload
 * </pre>
 *
 * Stateless. Bytes that cannot be a frame are refused before anything is allocated for them.
 */
public final class FrameCodec {

    /** The version it writes, and the only one it reads. */
    public static final int VERSION = 1;

    private FrameCodec() {}

    /** Appends a frame. */
    public static void encode(Frame frame, ByteBuf out) {
        out.ensureWritable(frame.wireBytes());
        out.writeByte(VERSION);
        out.writeByte(frame.kind().code());
        out.writeShort(0);
        out.writeInt(frame.connection());
        out.writeInt(frame.length());
        out.writeLong(frame.sequence());
        out.writeBytes(frame.payload());
    }

    /**
     * Reads one whole frame; empty if some of it is still missing.
     *
     * @throws FrameFormatException if these bytes do not begin a frame; nothing is read
     */
    public static Optional<Frame> decode(ByteBuf in) throws FrameFormatException {
        if (in.readableBytes() < Frame.HEADER_BYTES) {
            return Optional.empty();
        }
        int start = in.readerIndex();
        int version = in.getUnsignedByte(start);
        if (version != VERSION) {
            throw new FrameFormatException(
                    "version " + version + " of the relays' protocol; this relay uses " + VERSION);
        }
        int code = in.getUnsignedByte(start + 1);
        FrameKind kind =
                FrameKind.of(code).orElseThrow(() -> new FrameFormatException("no kind of frame has code " + code));
        if (in.getShort(start + 2) != 0) {
            throw new FrameFormatException("flags that version 1 does not know: " + in.getUnsignedShort(start + 2));
        }
        long length = in.getUnsignedInt(start + 8);
        if (length > Frame.MAX_PAYLOAD_BYTES) {
            throw new FrameFormatException(
                    "a payload of " + length + " bytes; at most " + Frame.MAX_PAYLOAD_BYTES + " are allowed");
        }
        long sequence = in.getLong(start + 12);
        if (sequence < 0) {
            throw new FrameFormatException("a negative sequence: " + sequence);
        }
        if (in.readableBytes() < Frame.HEADER_BYTES + length) {
            return Optional.empty();
        }
        int connection = in.getInt(start + 4);
        in.skipBytes(Frame.HEADER_BYTES);
        ByteBuffer payload = ByteBuffer.allocate((int) length);
        in.readBytes(payload);
        return Optional.of(new Frame(kind, connection, sequence, payload.flip()));
    }
}
