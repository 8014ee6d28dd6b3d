package dev.wayside.traceingest.row;

import java.io.IOException;
import java.io.Reader;

/** The text of a log with columns between blanks: each run of them becomes one, and none is left at a line's ends. */
final class BlankSeparated extends Reader {

    private static final int BLOCK_CHARS = 1 << 13;

    private final Reader in;
    private final char[] raw = new char[BLOCK_CHARS];
    /** A pending blank may precede each block. */
    private final char[] squeezed = new char[BLOCK_CHARS + 1];

    private int passed;
    private int filled;
    private boolean atLineStart = true;
    private boolean blankPending;

    BlankSeparated(Reader in) {
        super(in);
        this.in = in;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (passed == filled) {
            int count = in.read(raw, 0, BLOCK_CHARS);
            if (count < 0) {
                return -1;
            }
            squeeze(count);
        }
        int count = Math.min(length, filled - passed);
        System.arraycopy(squeezed, passed, target, offset, count);
        passed += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void squeeze(int count) {
        passed = 0;
        filled = 0;
        for (int i = 0; i < count; i++) {
            char c = raw[i];
            if (c == ' ' || c == '\t') {
                blankPending = !atLineStart;
                continue;
            }
            boolean lineEnds = c == '\n' || c == '\r';
            if (blankPending && !lineEnds) {
                squeezed[filled++] = TextForm.BLANKS;
            }
            blankPending = false;
            atLineStart = lineEnds;
            squeezed[filled++] = c;
        }
    }
}
