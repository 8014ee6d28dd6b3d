package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.wayside.api.program.WaysideProcess.Outcome;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** A store, a disk or a command line that will not do: which exit code, and which remedy. */
class BadStoreTest {

    private static final int OK = 0;
    private static final int USAGE = 2;
    private static final int BAD_DATA = 65;
    private static final int NO_INPUT = 66;
    private static final int INPUT_OUTPUT = 74;
    private static final int CONFIGURATION = 78;

    private static final StoreSettings SETTINGS = new StoreSettings(100, 50, 1, 5_000, 3_000, ZoneId.of("UTC"));
    /** Root may read everything; without these capabilities the mode of a file binds it as it binds anyone. */
    private static final List<String> BOUND_BY_FILE_MODES = List.of(
            "setpriv", "--inh-caps=-dac_override,-dac_read_search", "--bounding-set=-dac_override,-dac_read_search");

    @TempDir
    private Path folder;

    private WaysideProcess wayside;
    private Path store;

    @BeforeEach
    void writeALog() throws IOException {
        wayside = WaysideProcess.in(folder);
        store = folder.resolve("store");
        new CanonicalLog().rows(60, "cmcc", "A").writeTo(folder.resolve("drive.csv"));
    }

    @Test
    void aLogThatMayNotBeReadIsNamed() throws Exception {
        Path secret = folder.resolve("secret.csv");
        new CanonicalLog().rows(60, "cmcc", "A").writeTo(secret);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));

        Outcome outcome = boundByFileModes().run("ingest", "--store", "store", "secret.csv");

        assertThat(outcome.exitCode()).isEqualTo(NO_INPUT);
        assertThat(outcome.err())
                .isEqualTo("wayside: no permission to read or write secret.csv; check its owner and mode\n");
        assertThat(store).doesNotExist();
    }

    @Test
    void aPlaceWhereNoStoreMayBeCreatedIsNamed() throws Exception {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));

        Outcome outcome = boundByFileModes().run("ingest", "--store", "locked/store", "drive.csv");

        assertThat(outcome.exitCode()).isEqualTo(INPUT_OUTPUT);
        assertThat(outcome.err()).contains("no permission to create a store at locked/store; name another directory");
    }

    @Test
    void aStoreThatMayNotBeReadIsNotCalledMissing() throws Exception {
        Files.createDirectory(store);
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("---------"));

        Outcome outcome = boundByFileModes().run("stats", "--store", "store");

        assertThat(outcome.exitCode()).isEqualTo(INPUT_OUTPUT);
        assertThat(outcome.err()).contains("no permission to read the store store; check its owner and mode");
    }

    @Test
    void whatIsReportedStoredSurvivesAFullDiskAndRoomLetsItFinish() throws Exception {
        assertThat(wayside.run("generate", "--out", "line", "--length-km", "100", "--days", "3")
                        .exitCode())
                .isEqualTo(OK);
        Files.createDirectory(folder.resolve("disk"));

        // One shell, because the mount is seen by nobody else and goes with it.
        Outcome outcome =
                wayside.under(List.of("unshare", "--mount", "--map-root-user")).runScript("""
                mount -t tmpfs -o size=2m tmpfs disk || exit 99
                "$@" ingest --json --jobs 1 --store disk/store line >full.out 2>full.err
                echo $? >full.code
                "$@" stats --json --store disk/store >stats.out || exit 98
                mount -o remount,size=64m disk || exit 97
                "$@" ingest --json --jobs 1 --store disk/store line >rest.out
                echo $? >rest.code
                cp -r disk/store whole
                """);

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(OK);
        assertThat(read("full.code")).isEqualTo(INPUT_OUTPUT + "\n");
        assertThat(read("full.err"))
                .contains("no space left on the store's disk; what was reported as stored is safe: free some space");
        assertStoredIsThere(outcomeOf("full.out"), outcomeOf("stats.out"));
        assertThat(read("rest.code")).isEqualTo(OK + "\n");
        assertThat(outcomeOf("rest.out").jsonValues("skipped"))
                .isEqualTo(outcomeOf("full.out").jsonValues("stored"));
        assertThat(wayside.run("ingest", "--store", "store", "line").exitCode()).isEqualTo(OK);
        assertThat(StoreContent.in(folder.resolve("whole"))).isEqualTo(StoreContent.in(store));
    }

    private void assertStoredIsThere(Outcome ingested, Outcome stats) {
        List<String> stored = ingested.jsonValues("stored");
        assertThat(stored).hasSizeBetween(1, 8);
        long windows = ingested.jsonValues("windows").stream()
                .mapToLong(Long::parseLong)
                .sum();
        assertThat(Long.parseLong(stats.out().replaceAll("(?s).*?\"windows\" : (\\d+).*", "$1")))
                .isGreaterThanOrEqualTo(windows);
    }

    @Test
    void aStoreThatAnotherProcessWritesIsLeftToIt() throws Exception {
        try (HistoryStore held = RocksDbHistoryStore.openOrCreate(store, SETTINGS)) {
            Outcome outcome = ingest();

            assertThat(outcome.exitCode()).isEqualTo(INPUT_OUTPUT);
            assertThat(outcome.err())
                    .isEqualTo("wayside: the store store is open in another process;"
                            + " stop that process (or wait for it) and try again\n");
            assertThat(held.statistics().windows()).isZero();
        }
        assertThat(ingest().exitCode()).isEqualTo(OK);
    }

    @Test
    void aStoreOfANewerWaysideIsLeftToIt() throws Exception {
        RocksDbHistoryStore.openOrCreate(store, SETTINGS).close();
        putIntoDefaultTable("format-version", "3");

        Outcome outcome = ingest();

        assertThat(outcome.exitCode()).isEqualTo(CONFIGURATION);
        assertThat(outcome.err())
                .contains("the store store has format version 3")
                .contains("upgrade Wayside");
        assertThat(wayside.run("stats", "--store", "store").exitCode()).isEqualTo(CONFIGURATION);
    }

    @Test
    void aDirectoryOfOtherThingsIsNoStore() throws Exception {
        Files.createDirectory(store);
        Files.writeString(store.resolve("holiday.txt"), "sun");

        Outcome outcome = ingest();

        assertThat(outcome.exitCode()).isEqualTo(NO_INPUT);
        assertThat(outcome.err()).contains("store is not a store and not empty; name a new or an empty directory");
        assertThat(store).isDirectoryContaining(file -> file.endsWith("holiday.txt"));
    }

    @Test
    void aFileInTheStoresPlaceIsNoStore() throws Exception {
        Files.writeString(store, "sun");

        Outcome outcome = ingest();

        assertThat(outcome.exitCode()).isEqualTo(INPUT_OUTPUT);
        assertThat(outcome.err()).contains("cannot create a store at store");
        assertThat(store).hasContent("sun");
    }

    @Test
    void aDatabaseOfSomethingElseIsNotTouched() throws Exception {
        createDatabase();
        putIntoDefaultTable("format", "of something else");

        Outcome outcome = ingest();

        assertThat(outcome.exitCode()).isEqualTo(BAD_DATA);
        assertThat(outcome.err())
                .contains("the store store is a RocksDB, but not a Wayside history; name another directory");
    }

    @Test
    void aMissingStoreIsNamed() throws Exception {
        Outcome outcome = wayside.run("stats", "--store", "nowhere");

        assertThat(outcome.exitCode()).isEqualTo(NO_INPUT);
        assertThat(outcome.err()).contains("there is no store at nowhere; ingest some logs into it first");
    }

    @Test
    void aStoreWhoseCreatorDiedWithNothingToShowIsCreatedAgain() throws Exception {
        Files.createDirectory(store);
        for (String name : List.of("LOCK", "LOG", "IDENTITY", "MANIFEST-000001", "000001.dbtmp")) {
            Files.writeString(store.resolve(name), "");
        }

        assertThat(wayside.run("stats", "--store", "store").exitCode()).isEqualTo(NO_INPUT);
        assertThat(ingest().exitCode()).isEqualTo(OK);
        assertThat(StoreContent.in(store).size()).isEqualTo(2);
    }

    @Test
    void aStoreWhoseCreatorDiedBeforeItSaidWhatItIsIsCreatedAgain() throws Exception {
        createDatabase();

        assertThat(wayside.run("stats", "--store", "store").exitCode()).isEqualTo(NO_INPUT);
        assertThat(ingest("--dry-run").exitCode()).isEqualTo(OK);
        assertThat(ingest().exitCode()).isEqualTo(OK);
        assertThat(StoreContent.in(store).size()).isEqualTo(2);
    }

    @Test
    void optionsThatDoNotFitTheStoreAreNamedOneByOne() throws Exception {
        assertThat(ingest().exitCode()).isEqualTo(OK);
        StoreContent content = StoreContent.in(store);

        Outcome outcome = ingest("--sample-interval", "200", "--zone", "Europe/Dublin");

        assertThat(outcome.exitCode()).isEqualTo(CONFIGURATION);
        assertThat(outcome.err())
                .contains("sampling interval (ms) is 100 in the store, 200 was requested")
                .contains("time zone is UTC in the store, Europe/Dublin was requested")
                .contains("Omit these settings, or name another store");
        assertThat(StoreContent.in(store)).isEqualTo(content);
        assertThat(ingest("--sample-interval", "100", "--zone", "UTC").exitCode())
                .isEqualTo(OK);
    }

    @Test
    void anOptionOutOfItsRangeIsWrongUsageAlsoWithAStoreThatIsThere() throws Exception {
        assertThat(ingest().exitCode()).isEqualTo(OK);

        Outcome outcome = ingest("--window", "1");

        assertThat(outcome.exitCode()).isEqualTo(USAGE);
        assertThat(outcome.err()).startsWith("the window length (samples) must lie between 2 and 1000, not 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ingest",
                "ingest drive.csv --jobs 0",
                "ingest drive.csv --jobs many",
                "ingest drive.csv --format morse",
                "ingest drive.csv --zone Atlantis",
                "ingest drive.csv --sample-interval 0",
                "ingest drive.csv --sample-interval -5",
                "ingest drive.csv --look-ahead 150",
                "ingest drive.csv --ordinary-steps 0",
                "ingest drive.csv --frobnicate",
                "generate --length-km 3",
                "frobnicate"
            })
    void wrongUsageIsReportedAndDoesNothing(String commandLine) throws Exception {
        Outcome outcome = wayside.run(commandLine.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(USAGE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).containsAnyOf("Usage: wayside", "Did you mean: wayside");
        assertThat(outcome.err()).doesNotContain("\tat ");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("drive.csv", ".process");
        }
    }

    private Outcome ingest(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("ingest", "--store", "store", "drive.csv"));
        arguments.addAll(List.of(options));
        return wayside.run(arguments.toArray(new String[0]));
    }

    private WaysideProcess boundByFileModes() {
        boolean root = "root".equals(System.getProperty("user.name"));
        return root ? wayside.under(BOUND_BY_FILE_MODES) : wayside;
    }

    private void createDatabase() throws RocksDBException {
        try (Options options = new Options().setCreateIfMissing(true);
                RocksDB database = RocksDB.open(options, store.toString())) {
            assertThat(database.getLatestSequenceNumber()).isZero();
        }
    }

    private void putIntoDefaultTable(String key, String value) throws RocksDBException {
        List<ColumnFamilyDescriptor> tables = new ArrayList<>();
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, store.toString())) {
                tables.add(new ColumnFamilyDescriptor(name));
            }
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (DBOptions options = new DBOptions();
                RocksDB database = RocksDB.open(options, store.toString(), tables, handles)) {
            database.put(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
            handles.forEach(ColumnFamilyHandle::close);
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private Outcome outcomeOf(String name) throws IOException {
        return new Outcome(OK, read(name), "");
    }
}
