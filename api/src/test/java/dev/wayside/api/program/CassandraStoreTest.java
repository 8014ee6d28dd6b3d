package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.wayside.api.program.WaysideProcess.Outcome;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreLocation;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.command.StoreLocations;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.Matcher;
import dev.wayside.matcher.Observation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program with a store on the real Cassandra that {@code kvstore/cassandra/cluster start} started in the directory
 * WAYSIDE_CASSANDRA. Keyspaces are left to end with it.
 */
@EnabledIfEnvironmentVariable(named = "WAYSIDE_CASSANDRA", matches = ".+", disabledReason = "no Cassandra runs here")
class CassandraStoreTest {

    private static final int OK = 0;
    private static final int USAGE = 2;
    private static final int NO_INPUT = 66;
    private static final int INPUT_OUTPUT = 74;
    private static final int CONFIGURATION = 78;
    /** By SIGTERM. */
    private static final int TERMINATED = 143;

    private static final int QUERIES = 10_000;

    @TempDir
    private Path folder;

    private WaysideProcess wayside;
    private String store;

    @BeforeEach
    void nameAStore() throws IOException {
        wayside = WaysideProcess.in(folder);
        store = "cassandra://" + contact() + "/test_"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "WAYSIDE_DATASETS", matches = ".+", disabledReason = "no real logs here")
    void aCopiedHistoryAnswersAsTheFirstAndComesBackWhole() throws Exception {
        String logs = Path.of(System.getenv("WAYSIDE_DATASETS"), "ucc-5g").toString();
        succeed("ingest", "--store", "cork", "--zone", "Europe/Dublin", logs);
        init("--sample-interval", "1000", "--zone", "Europe/Dublin");

        assertThat(succeed("store", "copy", "--from", "cork", "--to", store))
                .matches("cork: [1-9][\\d,]* windows of [1-9][\\d,]* cells, [1-9][\\d,]* handovers, [1-9]\\d* logs;"
                        + " all equal in " + store + "\n");
        succeed("store", "copy", "--from", store, "--to", "back");

        StoreContent content = StoreContent.in(folder.resolve("cork"));
        assertThat(StoreContent.in(folder.resolve("back")).differences(content)).isEmpty();
        StoreLocation distributed = StoreLocations.parse(store);
        StoreLocation embedded = StoreLocations.parse(folder.resolve("cork").toString());
        StoreSettings settings;
        try (HistoryStore opened = distributed.openReadOnly()) {
            assertThat(StoreContent.of(opened).differences(content)).isEmpty();
            settings = opened.settings();
        }
        FixedQueries queries = FixedQueries.from(content, settings, QUERIES, new Random(20_260_105));
        assertThat(queries.observations()).hasSize(QUERIES);
        assertThat(queries.answers(distributed)).isEqualTo(queries.answers(embedded));
        // Which logs are stored was copied too.
        Outcome again = wayside.run("ingest", "--json", "--store", store, logs);
        assertThat(again.exitCode()).isEqualTo(OK);
        assertThat(again.jsonValues("stored")).isEmpty();
    }

    @Test
    void twoProcessesIngestAtOnceAndAThirdSeesBoth() throws Exception {
        new CanonicalLog().rows(100, "cmcc", "A").writeTo(folder.resolve("one.csv"));
        new CanonicalLog().rows(100, "cucc", "B").writeTo(folder.resolve("two.csv"));
        init("--sample-interval", "100");

        Process first = wayside.start("ingest", "--store", store, "one.csv");
        Process second = wayside.start("ingest", "--store", store, "two.csv");

        assertThat(first.waitFor()).isEqualTo(OK);
        assertThat(second.waitFor()).isEqualTo(OK);
        succeed("ingest", "--store", "embedded", "--sample-interval", "100", "one.csv", "two.csv");
        try (HistoryStore opened = StoreLocations.parse(store).openReadOnly()) {
            assertThat(StoreContent.of(opened).differences(StoreContent.in(folder.resolve("embedded"))))
                    .isEmpty();
        }
        assertThat(succeed("stats", "--store", store)).contains("cmcc", "cucc").doesNotContain("on disk");
    }

    @Test
    void aMatcherLearnsWhatAnotherProcessIngests() throws Exception {
        CellKey cell = new CellKey("cmcc", "A");
        init("--sample-interval", "100");
        CountDownLatch told = new CountDownLatch(1);
        try (HistoryStore served = StoreLocations.parse(store).open()) {
            // A cell in memory, but not the visit that comes.
            StoreContent before = ingestElsewhere(new CanonicalLog().rows(100, "cmcc", "A"));
            assertThat(before.signals()).isNotEmpty();
            Matcher matcher = new Matcher(served, MatchSettings.defaultsFor(served.settings()));
            served.addListener(new HistoryListener() {
                @Override
                public void written(HistoryBatch batch) {}

                @Override
                public void writtenElsewhere(Set<CellKey> cells) {
                    if (cells.contains(cell)) {
                        told.countDown();
                    }
                }

                @Override
                public void dayDeleted(String carrier, LocalDate day) {}
            });
            RsrpSeries asked = before.signals().values().iterator().next().rsrp();
            Observation observation = new Observation(cell, asked);
            int matches = matcher.predict(observation).matches().size();
            assertThat(matches).isEqualTo(1);

            ingestElsewhere(new CanonicalLog().rows(30, "cmcc", "B").rows(100, "cmcc", "A"));

            assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(matcher.predict(observation).matches()).hasSize(2);
        }
    }

    private StoreContent ingestElsewhere(CanonicalLog log) throws Exception {
        log.writeTo(folder.resolve("drive.csv"));
        succeed("ingest", "--store", store, "drive.csv");
        try (HistoryStore opened = StoreLocations.parse(store).openReadOnly()) {
            return StoreContent.of(opened);
        }
    }

    @Test
    void aStoreOnAClusterIsServedUntilItIsStopped() throws Exception {
        init("--sample-interval", "100");
        Process service = wayside.startHeard("serve", "--store", store, "--new-store-interval", "50", "--port", "0");
        try (BufferedReader talk = service.errorReader()) {
            String url = talk.readLine().substring("listening on ".length());
            HttpRequest traces = HttpRequest.newBuilder(URI.create(url + "/v1/traces"))
                    .header("Content-Type", "text/csv")
                    .POST(BodyPublishers.ofString(
                            new CanonicalLog().rows(100, "cmcc", "A").text()))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(traces, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            service.destroy();
        }
        assertThat(service.waitFor()).isEqualTo(TERMINATED);
        assertThat(succeed("stats", "--store", store)).contains("cmcc");
    }

    @Test
    void aCalibrationAndMappingsGoWithTheHistory() throws Exception {
        byte[] calibration = {4, 2};
        new CanonicalLog().rows(100, "cmcc", "A").writeTo(folder.resolve("drive.csv"));
        succeed("ingest", "--store", "embedded", "--sample-interval", "100", "drive.csv");
        try (HistoryStore opened =
                StoreLocations.parse(folder.resolve("embedded").toString()).open()) {
            opened.keepCalibration(calibration);
            opened.keepMapping("trams", calibration);
        }
        init("--sample-interval", "100");

        succeed("store", "copy", "--from", "embedded", "--to", store);
        succeed("store", "copy", "--from", store, "--to", "back");

        try (HistoryStore back =
                StoreLocations.parse(folder.resolve("back").toString()).openReadOnly()) {
            assertThat(back.calibration())
                    .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(calibration));
            assertThat(back.mappings()).containsExactly("trams");
        }
    }

    @Test
    void whatOnlyADirectoryCanDoNamesTheWay() throws Exception {
        Outcome backup = wayside.run("backup", "--store", store, "--to", "backups");
        assertThat(backup.exitCode()).isEqualTo(USAGE);
        assertThat(backup.err()).contains("nodetool snapshot", "wayside store copy --from " + store + " --to DIR");
        Outcome restore = wayside.run("restore", "backups/one", "--store", store);
        assertThat(restore.exitCode()).isEqualTo(USAGE);
        assertThat(restore.err()).contains("wayside store copy --from backups/one --to " + store);
        Outcome made = wayside.run("serve", "--store", store, "--new-store-interval", "100");
        assertThat(made.exitCode()).isEqualTo(NO_INPUT);
        assertThat(made.err()).contains("wayside store init");
        assertThat(folder.resolve("backups")).doesNotExist();
    }

    @Test
    void whatIsWrongWithAClusterIsSaidInALine() throws Exception {
        assertFails(NO_INPUT, "there is no store at " + store + "; create it with: wayside store init", "stats", store);
        init("--sample-interval", "100");
        assertFails(CONFIGURATION, "no data centre 'paris', but [datacenter1]", "stats", store + "?dc=paris");
        assertFails(
                INPUT_OUTPUT,
                "no node of cassandra://127.0.0.1:1/history answers (/127.0.0.1:1: no connection); check the hosts",
                "stats",
                "cassandra://127.0.0.1:1/history");
        new CanonicalLog().rows(60, "cmcc", "A").writeTo(folder.resolve("drive.csv"));
        Outcome otherGrid = wayside.run("ingest", "--store", store, "--sample-interval", "200", "drive.csv");
        assertThat(otherGrid.exitCode()).isEqualTo(CONFIGURATION);
        assertThat(otherGrid.err()).contains("sampling interval (ms) is 100 in the store, 200 was requested");
    }

    @Test
    void whatCannotBeInitialisedOrCopiedIsSaid() throws Exception {
        assertThat(wayside.run("store", "init", "--store", store).err())
                .contains("name the sampling grid with --sample-interval MS");
        Outcome directory =
                wayside.run("store", "init", "--store", "here", "--sample-interval", "100", "--retention-days", "9");
        assertThat(directory.exitCode()).isEqualTo(USAGE);
        assertThat(directory.err()).contains("are for clusters; here is a directory");
        assertThat(folder.resolve("here")).doesNotExist();
        Outcome tooMany = wayside.run("store", "init", "--store", store, "--sample-interval", "100");
        assertThat(tooMany.exitCode()).isEqualTo(CONFIGURATION);
        assertThat(tooMany.err())
                .contains("too few for 3 replicas; add nodes, or choose fewer replicas with --replicas");

        init("--sample-interval", "100");
        succeed("store", "init", "--store", "coarse", "--sample-interval", "1000");
        assertThat(wayside.run("store", "copy", "--from", "coarse", "--to", store)
                        .exitCode())
                .isEqualTo(CONFIGURATION);
        assertThat(wayside.run("store", "copy", "--from", "coarse", "--to", "coarse")
                        .exitCode())
                .isEqualTo(USAGE);
        assertThat(wayside.run("store", "copy", "--from", "nowhere", "--to", store)
                        .exitCode())
                .isEqualTo(NO_INPUT);
        assertThat(wayside.run("store").exitCode()).isEqualTo(USAGE);
    }

    private void assertFails(int exitCode, String message, String command, String place) throws Exception {
        Outcome outcome = wayside.run(command, "--store", place);
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(exitCode);
        assertThat(outcome.err()).startsWith("wayside: ").contains(message).hasLineCount(1);
        assertThat(outcome.out()).isEmpty();
    }

    private void init(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("store", "init", "--store", store, "--replicas", "1"));
        command.addAll(List.of(options));
        succeed(command.toArray(new String[0]));
    }

    private String succeed(String... arguments) throws Exception {
        Outcome outcome = wayside.run(arguments);
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(OK);
        return outcome.out();
    }

    private static String contact() throws IOException {
        return Files.readString(Path.of(System.getenv("WAYSIDE_CASSANDRA"), "contact"))
                .strip();
    }
}
