package dev.wayside.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadFolderTest {

    private static final int WINDOWS = 500;

    @TempDir
    private Path folder;

    @Test
    void aWorkloadComesBackAndIsMadeOnce() throws IOException, InterruptedException {
        StringWriter said = new StringWriter();
        WorkloadCache cache = new WorkloadCache(folder, new Progress(new PrintWriter(said)));
        WorkloadFolder made =
                cache.prepare(DataSet.NOISE, List.of(100, WINDOWS)).get(1);
        assertThat(said.toString()).contains("making the data");
        said.getBuffer().setLength(0);
        assertThat(cache.prepare(DataSet.NOISE, List.of(100, WINDOWS)).get(1)).isEqualTo(made);
        assertThat(said.toString()).isEmpty();

        Workload workload = made.read();
        assertThat(workload.base().count())
                .isEqualTo(WINDOWS)
                .isEqualTo(made.label().windows());
        assertThat(workload.queries().count()).isEqualTo(1_000);
        List<float[]> base = VectorFile.readFloats(made.path().resolve("base.fvecs"));
        assertThat(base).hasSize(WINDOWS);
        assertThat(base.get(WINDOWS - 1)).containsExactly(workload.base().vector(WINDOWS - 1));
        assertThat(made.path().resolve("signal.i16")).hasSize(2L * (90 * 12 + 57));
        assertThat(Files.readAllBytes(made.path().resolve("visits.i32"))).hasSize(4 * 13);
    }

    @Test
    void theTruthIsWhatSortingAllDistancesGives() throws IOException, InterruptedException {
        Workload workload = noise();
        Windows base = workload.base();
        for (int query = 0; query < workload.queries().count(); query += 97) {
            int[] samples = workload.queries().samples(query);
            assertThat(workload.truth().get(query))
                    .containsExactly(IntStream.range(0, base.count())
                            .boxed()
                            .sorted(Comparator.comparingLong(window -> base.squaredDistance(samples, window)))
                            .limit(NearestWindows.K)
                            .mapToInt(window -> window)
                            .toArray());
        }
    }

    @Test
    void ourOwnSearchAndTheExactPeerFindTheTruth() throws IOException, InterruptedException {
        Workload workload = noise();
        assertThat(new OwnCheck(workload).run(new OwnSearch(workload))).isEqualTo(100);
        try (WindowPeer lucene = new LuceneExact(workload)) {
            assertThat(workload.recall(lucene, NearestWindows.K)).isEqualTo(1);
        }
    }

    private Workload noise() throws IOException, InterruptedException {
        return new WorkloadCache(folder, new Progress(new PrintWriter(new StringWriter())))
                .prepare(DataSet.NOISE, List.of(WINDOWS))
                .get(0)
                .read();
    }
}
