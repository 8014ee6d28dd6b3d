package dev.wayside.traceingest;

import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.mapping.ColumnMapping;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The time to ingest 1 GB of canonical CSV of 10.4 million rows (two files, two threads, 512 MB of heap), next to the
 * time of the CSV library alone to read the same files with two threads, and to the time to read the same values under
 * other column names through a mapping.
 *
 * <pre>mvn -pl .,kvstore,trace-ingest test -Dtest=IngestBenchmark -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 2, jvmArgs = "-Xmx512m")
public class IngestBenchmark {

    private static final StoreSettings SETTINGS = new StoreSettings(100, 50, 1, 5_000, 3_000, ZoneId.of("UTC"));
    private static final int ROWS_PER_FILE = 5_200_000;
    private static final int ROWS_PER_CELL = 85;

    private static final String HEADER =
            "time,carrier,cell,rsrp_dbm,downlink_bps,uplink_bps,rtt_ms,loss,lat,lon,speed_mps,event";
    private static final String FOREIGN_HEADER =
            "Timestamp,Operator,ECI,RSRP,Down,Up,Ping,Lost,Latitude,Longitude,Speed,Note";
    private static final String MAPPING = """
            time: {from: Timestamp, pattern: iso}
            carrier: {from: Operator}
            columns:
              cell: {from: ECI}
              rsrp_dbm: {from: RSRP}
              downlink_bps: {from: Down, unit: bit/s}
              uplink_bps: {from: Up, unit: bit/s}
              rtt_ms: {from: Ping, unit: ms}
              loss: {from: Lost, unit: ratio}
              lat: {from: Latitude}
              lon: {from: Longitude}
              speed_mps: {from: Speed, unit: m/s}
            """;

    private Path folder;
    private List<Path> files;
    private List<Path> foreignFiles;
    private ColumnMapping mapping;

    @Test
    void run() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(IngestBenchmark.class.getName())
                        .shouldFailOnError(true)
                        .build())
                .run();
    }

    @Setup
    public void writeFiles() throws IOException {
        folder = Files.createTempDirectory("ingest-benchmark");
        files = new ArrayList<>();
        foreignFiles = new ArrayList<>();
        for (String carrier : List.of("cmcc", "cucc")) {
            files.add(write(folder.resolve(carrier + ".csv"), carrier, HEADER));
            foreignFiles.add(write(folder.resolve(carrier + "-foreign.csv"), carrier, FOREIGN_HEADER));
        }
        mapping = ColumnMapping.read("benchmark", new ByteArrayInputStream(MAPPING.getBytes(StandardCharsets.UTF_8)));
    }

    @TearDown
    public void deleteFiles() throws IOException {
        delete(folder);
    }

    @Benchmark
    public long csvLibraryReadsAndDiscards() throws InterruptedException {
        List<Thread> readers = new ArrayList<>();
        for (Path file : files) {
            Thread reader = new Thread(() -> readAndDiscard(file));
            reader.start();
            readers.add(reader);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return readers.size();
    }

    @Benchmark
    public IngestReport ingestDryRun() throws Exception {
        return Ingestion.dryRun(SETTINGS, IngestSettings.DEFAULT, new IngestListener() {})
                .run(files);
    }

    @Benchmark
    public IngestReport ingestMappedDryRun() throws Exception {
        IngestSettings mapped = IngestSettings.DEFAULT.withReading(LogReading.AS_LOGGED.withMapping(mapping));
        return Ingestion.dryRun(SETTINGS, mapped, new IngestListener() {}).run(foreignFiles);
    }

    @Benchmark
    public IngestReport ingestIntoStore() throws Exception {
        Path directory = Files.createTempDirectory(folder, "store");
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(directory, SETTINGS)) {
            return Ingestion.into(store, IngestSettings.DEFAULT, new IngestListener() {})
                    .run(files);
        } finally {
            delete(directory);
        }
    }

    private static void readAndDiscard(Path file) {
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(file)) {
            long fields = 0;
            for (CsvRecord row : rows) {
                fields += row.getFieldCount();
            }
            if (fields == 0) {
                throw new IllegalStateException("nothing read");
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String carrier, String header) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        long millis = Instant.parse("2026-01-05T07:00:00Z").toEpochMilli();
        double dbm = -90;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(header);
            out.newLine();
            for (int i = 0; i < ROWS_PER_FILE; i++) {
                dbm = Math.max(-120, Math.min(-60, dbm + random.nextDouble(-1, 1)));
                double load = random.nextDouble();
                String time = Instant.ofEpochMilli(millis + i * 100L).toString();
                out.write(time.length() == 20 ? time.substring(0, 19) + ".000Z" : time);
                out.write(String.format(
                        Locale.ROOT,
                        ",%s,%d,%.2f,%d,%d,%.1f,%.4f,%.6f,%.6f,%.2f,%n",
                        carrier,
                        1_000 + i / ROWS_PER_CELL % 900,
                        dbm,
                        (long) (load * 5e7),
                        (long) (load * 1e7),
                        30 + load * 20,
                        load / 100,
                        31 + i * 1e-6,
                        121 + i * 1e-6,
                        83 + load));
            }
        }
        return file;
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> below = Files.walk(tree)) {
            for (Path path : (Iterable<Path>) below.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
