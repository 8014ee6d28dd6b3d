package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** A service over a store with a damaged block: its cells fail and are named, all others are answered. */
class DamagedHistoryTest {

    private static final int CELLS = 200;

    @TempDir
    private Path directory;

    @Test
    void readinessNamesTheCellsThatCannotBeRead() throws Exception {
        fill();
        flush();
        damageTheLargestFile();
        try (RunningService service = new RunningService(directory)) {
            assertThat(service.get("/readyz").json().get("status").textValue()).isEqualTo("ok");
            List<Integer> failed = new ArrayList<>();
            for (int cell = 0; cell < CELLS; cell++) {
                if (service.get("/v1/carriers/cmcc/cells/" + name(cell) + "/windows")
                                .status()
                        != 200) {
                    failed.add(cell);
                }
            }
            assertThat(failed).isNotEmpty().hasSizeLessThan(CELLS / 2);
            RunningService.Answer ready = service.get("/readyz");
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.json().get("status").textValue()).isEqualTo("degraded");
            assertThat(ready.json().get("damage").toString()).contains("cell " + name(failed.get(0)));
        }
    }

    private static String name(int cell) {
        return Integer.toString(1_000 + cell);
    }

    private void fill() throws IOException {
        try (RunningService service = new RunningService(directory)) {
            PastVisits visits = new PastVisits(service.store);
            for (int cell = 0; cell < CELLS; cell++) {
                for (int trace = 0; trace < 20; trace++) {
                    long start = PastVisits.MONDAY + trace * 60_000L;
                    visits.ramp(new CellKey("cmcc", name(cell)), trace, start, 40, -60 - trace, 1e6 * trace);
                }
            }
        }
    }

    /** Moves the rows from the write-ahead log into table files. */
    private void flush() throws RocksDBException {
        List<ColumnFamilyDescriptor> tables = new ArrayList<>();
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, directory.toString())) {
                tables.add(new ColumnFamilyDescriptor(name));
            }
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (DBOptions options = new DBOptions();
                RocksDB database = RocksDB.open(options, directory.toString(), tables, handles);
                FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            for (ColumnFamilyHandle handle : handles) {
                database.flush(flush, handle);
                handle.close();
            }
        }
    }

    /** The signals' file: one byte in its middle. */
    private void damageTheLargestFile() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(entry -> entry.toString().endsWith(".sst")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (bytes.length > 20_000) {
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(file, bytes);
                }
            }
        }
    }
}
