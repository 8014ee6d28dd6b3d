package dev.wayside.relay.path;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

/** A description of bytes that are not a message of a relay. */
final class StrangeAnswer {

    /** Chosen: enough to recognise HTTP, SSH or SMTP. */
    private static final int MAX_CHARACTERS = 60;

    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR = 3;

    private StrangeAnswer() {}

    /** True if they are a TLS record. */
    static boolean isTls(ByteBuf bytes) {
        int first = bytes.getUnsignedByte(bytes.readerIndex());
        return (first == TLS_ALERT || first == TLS_HANDSHAKE)
                && bytes.getUnsignedByte(bytes.readerIndex() + 1) == TLS_MAJOR;
    }

    /** The first line, or the first bytes if they are not text. */
    static String firstBytes(ByteBuf bytes) {
        byte[] first = new byte[Math.min(MAX_CHARACTERS, bytes.readableBytes())];
        bytes.getBytes(bytes.readerIndex(), first);
        StringBuilder text = new StringBuilder();
        for (char character : new String(first, StandardCharsets.ISO_8859_1).toCharArray()) {
            if (character == '\r' || character == '\n') {
                break;
            }
            text.append(character >= ' ' && character <= '~' ? character : '.');
        }
        return text.toString();
    }
}
