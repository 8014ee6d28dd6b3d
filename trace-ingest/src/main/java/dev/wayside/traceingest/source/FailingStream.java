package dev.wayside.traceingest.source;

import java.io.IOException;
import java.io.InputStream;

/** The rest of a damaged log: it fails as the log did. */
final class FailingStream extends InputStream {

    private final IOException damage;

    FailingStream(IOException damage) {
        this.damage = damage;
    }

    @Override
    public int read() throws IOException {
        throw damage;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        throw damage;
    }
}
