package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

import dev.wayside.api.program.WaysideProcess.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingesting the same again, however it comes, changes nothing. */
class RepeatTest {

    private static final int LOGS = 6;

    @TempDir
    private static Path folder;

    private static WaysideProcess wayside;
    private static StoreContent content;

    @BeforeAll
    static void ingestALine() throws Exception {
        wayside = WaysideProcess.in(folder);
        wayside.run("generate", "--out", "line", "--length-km", "30", "--days", "2");
        Outcome outcome = wayside.run("ingest", "--json", "--store", "store", "--jobs", "1", "line");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.jsonValues("stored")).hasSize(LOGS);
        content = StoreContent.in(folder.resolve("store"));
        assertThat(content.size()).isGreaterThan(100);
    }

    @Test
    void theSameFolderIsSkipped() throws Exception {
        Outcome outcome = wayside.run("ingest", "--json", "--store", "store", "line");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.jsonValues("skipped")).hasSize(LOGS);
        assertThat(outcome.jsonValues("stored")).isEmpty();
        assertThat(outcome.err()).contains("skipped line/2026-01-05/cmcc.csv.gz: already stored");
        assertThat(StoreContent.in(folder.resolve("store"))).isEqualTo(content);
    }

    @Test
    void theSameFolderReadAgainChangesNothing() throws Exception {
        Outcome outcome = wayside.run("ingest", "--json", "--store", "store", "--again", "line");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.jsonValues("stored")).hasSize(LOGS);
        assertThat(StoreContent.in(folder.resolve("store"))).isEqualTo(content);
    }

    @Test
    void theSameLogUncompressedUnderAnotherNameChangesNothing() throws Exception {
        uncompress(folder.resolve("line/2026-01-06/cucc.csv.gz"), folder.resolve("renamed.csv"));

        Outcome outcome = wayside.run("ingest", "--json", "--store", "store", "renamed.csv");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.jsonValues("stored")).containsExactly("renamed.csv");
        assertThat(outcome.total().get("visits").asLong()).isPositive();
        assertThat(StoreContent.in(folder.resolve("store"))).isEqualTo(content);
    }

    @Test
    void fourJobsStoreWhatOneDoes() throws Exception {
        Outcome outcome = wayside.run("ingest", "--json", "--store", "parallel", "--jobs", "4", "line");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.jsonValues("stored")).hasSize(LOGS);
        assertThat(StoreContent.in(folder.resolve("parallel"))).isEqualTo(content);
    }

    @Test
    void statsCountWhatTheIngestionReported() throws Exception {
        Outcome ingested = wayside.run("ingest", "--json", "--store", "counted", "line");
        Outcome stats = wayside.run("stats", "--json", "--store", "counted");

        assertThat(stats.exitCode()).isZero();
        assertThat(stats.out())
                .contains("\"windows\" : " + ingested.total().get("windows").asLong())
                .contains("\"samples\" : " + ingested.total().get("samples").asLong());
    }

    private static void uncompress(Path from, Path to) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(from))) {
            Files.copy(in, to);
        }
    }
}
