package dev.wayside.traceingest.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** The bytes of a log in UTF-16, as Windows programs write it, converted to UTF-8. */
public final class Utf16Log extends InputStream {

    private static final int HEAD_BYTES = 4;
    private static final int BLOCK_CHARS = 1 << 13;

    private final Reader text;
    private final char[] characters = new char[BLOCK_CHARS];
    private byte[] converted = {};
    private int passed;
    /** The first half of a character at the end of a block: 1, or 0 if there is none. */
    private int kept;

    private Utf16Log(Reader text) {
        this.text = text;
    }

    /** The log in UTF-8 if it is in UTF-16, with or without a byte-order mark; otherwise its own bytes. */
    public static InputStream inUtf8(InputStream in) {
        byte[] head = new byte[HEAD_BYTES];
        int filled = 0;
        InputStream rest = in;
        try {
            for (int value = in.read(); value >= 0; value = filled < HEAD_BYTES ? in.read() : -1) {
                head[filled++] = (byte) value;
            }
        } catch (IOException e) {
            // The reader of the log reports the damage where it meets it.
            rest = new FailingStream(e);
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head, 0, filled), rest);
        Charset charset = filled < HEAD_BYTES ? null : charset(head);
        return charset == null ? whole : new Utf16Log(new InputStreamReader(whole, charset));
    }

    private static @Nullable Charset charset(byte[] head) {
        boolean bigMark = head[0] == (byte) 0xFE && head[1] == (byte) 0xFF;
        boolean littleMark = head[0] == (byte) 0xFF && head[1] == (byte) 0xFE;
        if (bigMark || (head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0)) {
            return StandardCharsets.UTF_16BE;
        }
        boolean little = littleMark || (head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0);
        return little ? StandardCharsets.UTF_16LE : null;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (passed == converted.length) {
            int count = text.read(characters, kept, BLOCK_CHARS - kept);
            if (count < 0) {
                return -1;
            }
            convert(kept + count);
        }
        int count = Math.min(length, converted.length - passed);
        System.arraycopy(converted, passed, target, offset, count);
        passed += count;
        return count;
    }

    private void convert(int count) {
        char last = characters[count - 1];
        kept = Character.isHighSurrogate(last) ? 1 : 0;
        converted = new String(characters, 0, count - kept).getBytes(StandardCharsets.UTF_8);
        passed = 0;
        characters[0] = kept == 1 ? last : characters[0];
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
