package dev.wayside.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.WaysideService;
import dev.wayside.api.http.access.TlsKeys;
import dev.wayside.api.http.upkeep.BackupDirectory;
import dev.wayside.client.WaysideClient;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** There and back: a store, its backup, and what is restored from it. */
class BackupCommandTest {

    private static final StoreSettings SETTINGS = new StoreSettings(100, 2, 1, 500, 300, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path store;

    @BeforeEach
    void fill() throws Exception {
        store = folder.resolve("store");
        try (HistoryStore filled = RocksDbHistoryStore.openOrCreate(store, SETTINGS);
                WaysideService service = WaysideService.start(filled, "127.0.0.1", 0)) {
            ingest(service, "a");
        }
    }

    @Test
    void aStoreAtRestIsBackedUpAndRestored() throws Exception {
        assertThat(run(
                        "backup",
                        "--store",
                        store.toString(),
                        "--to",
                        folder.resolve("backups").toString()))
                .as(err.toString())
                .isZero();
        Path backup = Path.of(out.toString().strip());

        assertThat(run(
                        "restore",
                        backup.toString(),
                        "--store",
                        folder.resolve("new").toString()))
                .as(err.toString())
                .isZero();

        assertThat(backup).isDirectory().hasParent(folder.resolve("backups"));
        assertThat(windows(folder.resolve("new"))).isEqualTo(windows(store)).isPositive();
    }

    @Test
    void aServedStoreIsBackedUpByItsServiceWhileItIsWritten() throws Exception {
        BackupDirectory backups = new BackupDirectory(folder.resolve("backups"), InstantSource.system());
        long before = windows(store);
        try (HistoryStore served = RocksDbHistoryStore.open(store);
                WaysideService service = WaysideService.start(
                        served, ServiceSettings.onLoopback(SETTINGS, 0).withBackups(backups))) {
            String url = "http://127.0.0.1:" + service.port();
            assertThat(run("backup", "--store", store.toString(), "--to", folder.toString()))
                    .isEqualTo(74);
            assertThat(run("backup", "--url", url, "--verify"))
                    .as(err.toString())
                    .isZero();
            ingest(service, "b");
        }
        Path backup = Path.of(out.toString().strip());

        assertThat(windows(backup)).isEqualTo(before);
        assertThat(windows(store)).isEqualTo(2 * before);
    }

    @Test
    void aServiceWithoutABackupDirectorySaysSo() throws Exception {
        try (HistoryStore served = RocksDbHistoryStore.open(store);
                WaysideService service = WaysideService.start(served, "127.0.0.1", 0)) {
            assertThat(run("backup", "--url", "http://127.0.0.1:" + service.port()))
                    .isEqualTo(74);
        }
        assertThat(err.toString()).contains("no backup-dir is configured");
    }

    @Test
    void aServiceOfAnAuthorityOfOnesOwnIsTrustedOnRequest() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Path certificate = folder.resolve("ca.pem");
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=wayside", "-ext", "san=ip:127.0.0.1", "-keystore", keys);
        keytool("-exportcert", "-rfc", "-keystore", keys, "-file", certificate);
        BackupDirectory backups = new BackupDirectory(folder.resolve("backups"), InstantSource.system());
        try (HistoryStore served = RocksDbHistoryStore.open(store);
                WaysideService service = WaysideService.start(
                        served,
                        ServiceSettings.onLoopback(SETTINGS, 0)
                                .withBackups(backups)
                                .withTls(TlsKeys.read(keys, "changeit")))) {
            String url = "https://127.0.0.1:" + service.port();

            assertThat(run("backup", "--url", url)).isEqualTo(74);
            assertThat(run("backup", "--url", url, "--ca", keys.toString())).isEqualTo(74);
            assertThat(err.toString())
                    .contains("keys.p12 holds no certificate (PEM)")
                    .doesNotContain("\tat ");
            assertThat(run("backup", "--url", url, "--ca", certificate.toString()))
                    .as(err.toString())
                    .isZero();
        }
        assertThat(windows(Path.of(out.toString().strip()))).isPositive();
    }

    private static void keytool(Object... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        command.addAll(List.of("-storepass", "changeit", "-storetype", "PKCS12"));
        assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor())
                .isZero();
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("thesis.txt"), "all my work");

        assertThat(run("restore", store.toString(), "--store", taken.toString()))
                .isEqualTo(74);
        assertThat(run(
                        "restore",
                        folder.resolve("none").toString(),
                        "--store",
                        folder.resolve("x").toString()))
                .isEqualTo(66);
        assertThat(run("backup", "--store", store.toString())).isEqualTo(2);

        assertThat(taken).isDirectoryContaining("glob:**thesis.txt");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    private static void ingest(WaysideService service, String cell) throws Exception {
        byte[] csv =
                ("time,carrier,cell,rsrp_dbm\n2026-01-05T08:00:00Z,cmcc,%s,-90\n2026-01-05T08:00:00.1Z,cmcc,%s,-91\n")
                        .formatted(cell, cell)
                        .getBytes(StandardCharsets.UTF_8);
        new WaysideClient(URI.create("http://127.0.0.1:" + service.port()), Optional.empty(), Duration.ofSeconds(30))
                .ingest(() -> new ByteArrayInputStream(csv));
    }

    private static long windows(Path directory) {
        try (HistoryStore opened = RocksDbHistoryStore.openReadOnly(directory)) {
            return opened.statistics().windows();
        }
    }

    private int run(String... arguments) {
        return WaysideProgram.commandLine(Map.of())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
