package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.message.ResetReason;

/**
 * The content of a RESET.
 *
 * @param reason why the connection ends
 * @param afterBytes bytes of its sender that are still delivered; empty if it ends at once
 */
record ResetFrame(ResetReason reason, OptionalLong afterBytes) {

    /** The end of a connection after these bytes; without any, there is nothing to wait for. */
    static Frame after(long bytes, int connection, ResetReason reason) {
        ByteBuffer payload = bytes == 0
                ? ByteBuffer.allocate(0)
                : ByteBuffer.allocate(Long.BYTES).putLong(0, bytes);
        return new Frame(FrameKind.RESET, connection, reason.code(), payload);
    }

    /** The end of a connection at once. */
    static Frame atOnce(int connection, ResetReason reason) {
        return Frame.of(FrameKind.RESET, connection, reason.code());
    }

    static ResetFrame of(Frame frame) {
        return new ResetFrame(
                ResetReason.of(frame.sequence()),
                frame.length() == Long.BYTES ? OptionalLong.of(frame.payload().getLong()) : OptionalLong.empty());
    }

    boolean isAtOnce() {
        return afterBytes.isEmpty();
    }
}
