package dev.wayside.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTextTest {

    private static final Comparison COMPARISON = new Comparison(
            new Machine("Some CPU", 2, "Some 25"),
            "datasets/peers/compare --sizes 1000,10000",
            List.of(new Comparison.SetResults(
                    List.of(label(1_000, 3), label(10_000, 21)),
                    List.of(
                            result("Wayside", 1_000, 4, 1, null),
                            result("Graph", 1_000, 100, 0.9995, 20),
                            result("Wayside", 10_000, 5, 1, null),
                            result("Graph", 10_000, 7.5, 0.95, 500)))),
            List.of());

    @TempDir
    private Path folder;

    @Test
    void aRowPerPeerHoldsTimesAndHowManyTimesAsLong() {
        assertThat(new ComparisonText(COMPARISON).toMarkdown())
                .contains(
                        "| Wayside | 4.0 | 5.0 | 0.50 | 8.0 | 1 |",
                        "| Graph | 100 (25×) | 7.5 (1.5×, recall 0.9500) | 0.50 | 8.0 | 0.9500 |",
                        "Graph 20, 500",
                        "Some CPU, 2 cores, JDK Some 25",
                        "    datasets/peers/compare --sizes 1000,10000");
    }

    @Test
    void onlyWhatStandsBetweenTheMarksIsReplaced() throws IOException {
        Path document = folder.resolve("README.md");
        Files.writeString(document, "before\n<!-- peers: begin -->\nold\n<!-- peers: end -->\nafter\n");
        new MarkedSection(document).replace("new\n");
        new MarkedSection(document).replace("newer\n");
        assertThat(document).hasContent("before\n<!-- peers: begin -->\nnewer\n<!-- peers: end -->\nafter\n");
    }

    @Test
    void aDocumentWithoutMarksIsLeftAlone() throws IOException {
        Path document = folder.resolve("README.md");
        Files.writeString(document, "nothing\n");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> new MarkedSection(document).replace("new"))
                .withMessageContaining(MarkedSection.BEGIN);
        assertThat(document).hasContent("nothing\n");
    }

    @Test
    void wrongUsageAndMissingFilesAreToldApart() {
        assertThat(PeerComparison.commandLine().execute("--sizes", "3")).isEqualTo(2);
        assertThat(PeerComparison.commandLine().execute("--external", "x::max=y"))
                .isEqualTo(2);
        assertThat(PeerComparison.commandLine().execute("--readme", "no-such-file.md"))
                .isEqualTo(ExitCode.NO_INPUT);
    }

    private static WorkloadFolder.Label label(int windows, int visits) {
        return new WorkloadFolder.Label("some cell", windows, visits, 900, 100, 50);
    }

    private static PeerResult result(
            String peer, int windows, double micros, double recall, @Nullable Integer candidates) {
        return new PeerResult(peer, "1.0", windows, micros, null, null, 0.5, 8, recall, candidates);
    }
}
