package dev.wayside.kvstore.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;

/**
 * The damaged parts of the write-ahead log that an opening skipped. RocksDB tells them only in its own log, the file
 * LOG.
 *
 * @param bytesByFile how much of each file could not be read
 */
record WalDamage(Map<String, Long> bytesByFile) {

    private static final Pattern DROPPED = Pattern.compile("([^/ ]+\\.log): dropping (\\d+) bytes");

    /** The damage that the last opening of a directory found. */
    static WalDamage ofLastOpening(Path directory) {
        Path log = directory.resolve("LOG");
        Map<String, Long> bytesByFile = new TreeMap<>();
        if (Files.exists(log)) {
            try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                lines.map(DROPPED::matcher)
                        .filter(Matcher::find)
                        .forEach(found -> bytesByFile.merge(found.group(1), Long.valueOf(found.group(2)), Long::sum));
            } catch (IOException e) {
                throw new HistoryStoreException(Reason.IO, "cannot read " + log + ": " + e.getMessage(), e);
            }
        }
        return new WalDamage(bytesByFile);
    }

    boolean isNone() {
        return bytesByFile.isEmpty();
    }

    @Override
    public String toString() {
        return "the write-ahead log was damaged: of " + bytesByFile
                + " (file=bytes) the rows could not be read and are lost, all others were recovered; ingest the last logs"
                + " again";
    }
}
