package dev.wayside.api.http.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * A body that came compressed, of one gzip member or of several, as they come (RFC 1952). It fails where anything else
 * follows a member, which the JDK's own stream takes for the end, and when it swells like no log does: what costs the
 * sender next to nothing must not cost the service much.
 */
public final class GunzippedBody extends InputStream {

    /** Chosen: logs shrink to a fifth or a tenth; the maximum of gzip is 1,032. */
    private static final int MAX_RATIO = 100;
    /** Chosen: a short log of one repeated line is no attack. */
    private static final long RATIO_FREE_BYTES = 10_000_000;

    /** Chosen: one read from the network at a time. */
    private static final int BUFFER_BYTES = 1 << 13;

    private static final int FIRST_MAGIC = 0x1f;
    private static final int SECOND_MAGIC = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECKSUM = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED = 0xe0;
    private static final int TIME_SYSTEM_AND_LEVEL_BYTES = 6;

    private final LimitedBody compressed;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private boolean isAtEnd;
    private long bytes;

    /**
     * A body that is decompressed as it is read.
     *
     * @throws ZipException if it does not begin as gzip does
     */
    public GunzippedBody(LimitedBody compressed) throws IOException {
        this.compressed = compressed;
        readHeader(nextByte());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = 0;
        while (count == 0 && length > 0 && !isAtEnd) {
            count = inflate(target, offset, length);
            if (count == 0) {
                advance();
            }
        }
        requireNoBomb(count);
        return isAtEnd ? -1 : count;
    }

    private int inflate(byte[] target, int offset, int length) throws ZipException {
        try {
            int count = inflater.inflate(target, offset, length);
            checksum.update(target, offset, count);
            return count;
        } catch (DataFormatException e) {
            throw (ZipException) new ZipException("what is in the gzip is damaged").initCause(e);
        }
    }

    /** Nothing came out: the member has ended, or more of it is needed. */
    private void advance() throws IOException {
        if (inflater.finished()) {
            endMember();
        } else if (inflater.needsDictionary()) {
            throw new ZipException("what is in the gzip needs a dictionary, which gzip has none of");
        } else {
            if (position == limit) {
                requireMore(fill());
            }
            inflater.setInput(buffer, position, limit - position);
            position = limit;
        }
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        if (nextNumber() != checksum.getValue() || nextNumber() != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("what is in the gzip is damaged: its checksum is another");
        }
        if (position == limit && fill() < 0) {
            isAtEnd = true;
            inflater.end();
            return;
        }
        inflater.reset();
        checksum.reset();
        try {
            readHeader(nextByte());
        } catch (ZipException e) {
            throw (ZipException)
                    new ZipException("the gzip data is followed by something that is not gzip").initCause(e);
        }
    }

    private void readHeader(int first) throws IOException {
        if (first != FIRST_MAGIC || nextByte() != SECOND_MAGIC || nextByte() != DEFLATE) {
            throw new ZipException("no gzip");
        }
        int flags = nextByte();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("no gzip that is known");
        }
        skip(TIME_SYSTEM_AND_LEVEL_BYTES);
        if ((flags & EXTRA) != 0) {
            skip(nextByte() | nextByte() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            skip(2);
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            nextByte();
        }
    }

    private void skipText() throws IOException {
        int value = nextByte();
        while (value != 0) {
            value = nextByte();
        }
    }

    private long nextNumber() throws IOException {
        return nextByte() | nextByte() << 8 | nextByte() << 16 | (long) nextByte() << 24;
    }

    private int nextByte() throws IOException {
        if (position == limit) {
            requireMore(fill());
        }
        return buffer[position++] & 0xff;
    }

    private int fill() throws IOException {
        int count = compressed.read(buffer, 0, BUFFER_BYTES);
        position = 0;
        limit = Math.max(count, 0);
        return count;
    }

    private static void requireMore(int count) throws EOFException {
        if (count < 0) {
            throw new EOFException("the gzip ended before it was whole");
        }
    }

    private void requireNoBomb(int count) throws LimitedBody.TooLargeException {
        bytes += count;
        if (bytes > RATIO_FREE_BYTES && bytes > MAX_RATIO * compressed.bytes()) {
            throw new LimitedBody.TooLargeException("the body swells to more than " + MAX_RATIO
                    + " times its size when uncompressed; send it uncompressed");
        }
    }

    /** None where reading on would, or might, wait. */
    @Override
    public int available() throws IOException {
        boolean mayWait = isAtEnd
                || inflater.finished()
                || (inflater.needsInput() && position == limit && compressed.available() == 0);
        return mayWait ? 0 : 1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        compressed.close();
    }
}
