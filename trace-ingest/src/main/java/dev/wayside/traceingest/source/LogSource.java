package dev.wayside.traceingest.source;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.jspecify.annotations.Nullable;

/**
 * One log that can be read: a file, or an entry of a zip archive; either may be compressed with gzip.
 *
 * @param file its location on disk
 * @param entry its entry in the archive, or null for a plain file
 * @param bytes its stored size
 * @param modifiedEpochMillis time of its last change
 * @param named true if the operator named it, rather than its folder
 */
public record LogSource(Path file, @Nullable String entry, long bytes, long modifiedEpochMillis, boolean named) {

    private static final int BUFFER_BYTES = 1 << 16;

    /** The file, and the entry within it. */
    public String name() {
        return entry == null ? file.toString() : file + "!" + entry;
    }

    /** The file's own name, without its folders; the entry's in an archive. */
    public String fileName() {
        return entry == null ? file.getFileName().toString() : entry.substring(entry.lastIndexOf('/') + 1);
    }

    /** Its folder, on disk or within an archive. */
    String folderName() {
        String name = entry == null ? file.toAbsolutePath().toString() : name();
        return name.substring(0, name.length() - fileName().length());
    }

    /** The log of this name in this archive. */
    LogSource entry(String entryName, long compressedBytes) {
        return new LogSource(file, entryName, compressedBytes, modifiedEpochMillis, false);
    }

    /**
     * The fingerprint of this version of the log, as far as possible without reading it.
     *
     * @param howRead other properties that must be equal for an equal fingerprint
     */
    public String fingerprint(String howRead) {
        String read = identity() + '|' + howRead;
        return UUID.nameUUIDFromBytes(read.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Its location, size and time of change in one text. */
    public String identity() {
        return file.toAbsolutePath() + "!" + entry + '|' + bytes + '|' + modifiedEpochMillis;
    }

    /**
     * Opens the log for reading, uncompressed, and in UTF-8 if it is in UTF-16.
     *
     * @param progress receives the number of stored bytes read since the last call
     */
    public InputStream open(LongConsumer progress) throws IOException {
        if (entry == null && LogSources.isArchive(file)) {
            throw new IOException("not a readable zip archive");
        }
        InputStream raw = entry == null ? Files.newInputStream(file) : openEntry(entry);
        try {
            return Utf16Log.inUtf8(uncompressed(new BufferedInputStream(new Counting(raw, progress), BUFFER_BYTES)));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private InputStream openEntry(String entryName) throws IOException {
        ZipFile archive = new ZipFile(file.toFile());
        ZipEntry found = archive.getEntry(entryName);
        if (found == null) {
            archive.close();
            throw new IOException("the archive no longer holds " + entryName);
        }
        return new FilterInputStream(archive.getInputStream(found)) {
            @Override
            public void close() throws IOException {
                try (archive) {
                    super.close();
                }
            }
        };
    }

    private static InputStream uncompressed(BufferedInputStream raw) throws IOException {
        raw.mark(2);
        int first = raw.read();
        int second = raw.read();
        raw.reset();
        boolean gzip = (first | second << 8) == GZIPInputStream.GZIP_MAGIC;
        try {
            return gzip ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
        } catch (EOFException e) {
            throw new IOException("the gzip file ends within its header", e);
        }
    }

    /** A count of the bytes read from the file, before decompression. */
    private static final class Counting extends FilterInputStream {

        private final LongConsumer progress;

        private Counting(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            progress.accept(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            progress.accept(Math.max(count, 0));
            return count;
        }
    }
}
