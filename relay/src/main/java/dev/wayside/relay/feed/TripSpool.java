package dev.wayside.relay.feed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The rows on disk that the history does not have yet: a file for each trip, synced once a second, at most
 * {@value #MAX_FILE_BYTES} bytes each. A kill loses the last second. Above the limit the oldest closed file is deleted.
 * Any thread may offer rows; one thread does the rest.
 */
final class TripSpool implements AutoCloseable {

    /** Chosen: the rows of a file become history at its end at the latest, and take seconds on a usual uplink. */
    static final long MAX_FILE_BYTES = 8_000_000;

    /** Chosen: a disk that hangs for an hour at a few rows a second; some MB. */
    private static final int MAX_ROWS_IN_MEMORY = 20_000;

    private static final String DEVICE = "device";
    private static final String TRIP = "trip-\\d+\\.csv";
    private static final String REFUSED = TRIP + "\\.refused";

    private final Path folder;
    private long maxBytes;
    private final FileChannel lock;
    private final BlockingQueue<String> offered = new ArrayBlockingQueue<>(MAX_ROWS_IN_MEMORY);
    private final AtomicLong lostRows = new AtomicLong();
    private @Nullable Path current;
    private long rows;
    private long lostFiles;
    private long refusedFiles;
    private long waitingBytes;

    private TripSpool(Path folder, long maxBytes, FileChannel lock) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.lock = lock;
    }

    /** @throws IOException if the folder cannot be used, or another relay uses it */
    static TripSpool open(Path folder, long maxBytes) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                return new TripSpool(folder, maxBytes, lock);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process itself, which is no different.
        }
        lock.close();
        throw new IOException("the spool " + folder + " is used by another relay: give each a folder of its own");
    }

    /**
     * The name of this spool, made once: trips of two devices with one token, that begin in the same millisecond, are
     * two.
     */
    String device() throws IOException {
        Path file = folder.resolve(DEVICE);
        if (!Files.exists(file)) {
            Path made = Files.writeString(folder.resolve(DEVICE + ".new"), UUID.randomUUID() + "\n");
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    Path folder() {
        return folder;
    }

    /** Sets the limit of waiting bytes. */
    void limit(long bytes) {
        maxBytes = bytes;
    }

    void offer(String row) {
        if (!offered.offer(row)) {
            lostRows.incrementAndGet();
        }
    }

    /** Writes the offered rows to disk, and syncs them. */
    void write(long nowEpochMillis) throws IOException {
        List<String> lines = new ArrayList<>();
        offered.drainTo(lines);
        if (!lines.isEmpty()) {
            try {
                append(String.join("\n", lines) + "\n", nowEpochMillis);
                rows += lines.size();
            } catch (IOException e) {
                // A partial write ends this file; the next one starts clean.
                current = null;
                lostRows.addAndGet(lines.size());
                throw e;
            }
        }
        makeRoom();
        refusedFiles = files(REFUSED).size();
    }

    private void append(String text, long nowEpochMillis) throws IOException {
        Path file = current == null ? folder.resolve("trip-" + nowEpochMillis + ".csv") : current;
        current = file;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
            if (channel.size() >= MAX_FILE_BYTES) {
                current = null;
            }
        }
    }

    private void makeRoom() throws IOException {
        List<Path> oldest = files(REFUSED);
        oldest.addAll(closed());
        waitingBytes = 0;
        for (Path file : files(TRIP + "|" + REFUSED)) {
            waitingBytes += Files.size(file);
        }
        for (Path file : oldest) {
            if (waitingBytes <= maxBytes) {
                return;
            }
            waitingBytes -= Files.size(file);
            Files.delete(file);
            lostFiles++;
        }
    }

    /** The file that still grows, if any. */
    Optional<Path> current() {
        return Optional.ofNullable(current);
    }

    /** The files that no longer grow, oldest first. */
    List<Path> closed() throws IOException {
        List<Path> closed = files(TRIP);
        closed.remove(current);
        return closed;
    }

    private static String whole(Path file) throws IOException {
        String text = Files.readString(file);
        // A kill in the middle of a row leaves a part of it.
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    /** The rows of a file by carrier, in order. */
    Map<String, List<String>> byCarrier(Path file) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        whole(file)
                .lines()
                .forEach(line -> rows.computeIfAbsent(line.split(",", 3)[1], carrier -> new ArrayList<>())
                        .add(line));
        return rows;
    }

    /** The rows of a carrier that come before its present visit. */
    static List<String> before(long visitStart, List<String> rows) {
        return rows.stream()
                .takeWhile(line -> Long.parseLong(line.substring(0, line.indexOf(','))) < visitStart)
                .toList();
    }

    void delete(Path file) throws IOException {
        Files.delete(file);
    }

    void refuse(Path file) throws IOException {
        Files.move(file, file.resolveSibling(file.getFileName() + ".refused"), StandardCopyOption.REPLACE_EXISTING);
    }

    long rows() {
        return rows;
    }

    long lostRows() {
        return lostRows.get();
    }

    long lostFiles() {
        return lostFiles;
    }

    long refusedFiles() {
        return refusedFiles;
    }

    long waitingBytes() {
        return waitingBytes;
    }

    private List<Path> files(String pattern) throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            return new ArrayList<>(
                    listed.filter(file -> file.getFileName().toString().matches(pattern))
                            .sorted()
                            .toList());
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of " + folder + " cannot be let go", e);
        }
    }
}
