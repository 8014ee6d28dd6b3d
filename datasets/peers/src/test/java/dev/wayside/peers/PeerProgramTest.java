package dev.wayside.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerProgramTest {

    private static final String LINE =
            "{\"peer\": \"FAISS Flat\", \"version\": \"1.11\", \"windows\": 1000, \"median_cpu_micros\": 17.25,"
                    + " \"build_seconds\": 0, \"bytes_per_window\": 200, \"recall\": 1, \"threads\": 1}";

    @TempDir
    private Path folder;

    @Test
    void eachLineOfAnExternalPeerIsAResult() throws Exception {
        Files.writeString(folder.resolve("answer"), LINE + "\n" + LINE.replace("Flat", "HNSW") + "\n");
        List<PeerResult> results = run("cat \"$1\"/answer; :");
        assertThat(results).extracting(PeerResult::peer).containsExactly("FAISS Flat", "FAISS HNSW");
        assertThat(results.get(0).medianCpuMicros()).isEqualTo(17.25);
        assertThat(results.get(0).p90()).isNull();
    }

    @Test
    void aFailingExternalPeerIsNamedWithItsLastWords() {
        assertThatExceptionOfType(PeerFailedException.class)
                .isThrownBy(() -> run("echo no such index >&2; exit 3; :"))
                .withMessageContaining("exit 3")
                .withMessageContaining("ended with 3")
                .withMessageContaining("no such index");
    }

    @Test
    void anExternalPeerThatPrintsSomethingElseIsNamed() {
        assertThatExceptionOfType(PeerFailedException.class)
                .isThrownBy(() -> run("echo '{\"peer\": \"half\"}'; :"))
                .withMessageContaining("half")
                .withMessageContaining("not a result");
    }

    @Test
    void aLimitMayFollowTheCommand() {
        PeerProgram limited = PeerProgram.external("pg.sh --fast::max=5000", 9_000);
        assertThat(limited.name()).isEqualTo("pg.sh --fast");
        assertThat(limited.maxWindows()).isEqualTo(5_000);
        assertThat(PeerProgram.external("pg.sh", 9_000).maxWindows()).isEqualTo(9_000);
        assertThatIllegalArgumentException().isThrownBy(() -> PeerProgram.external("pg.sh::max=many", 9_000));
    }

    private List<PeerResult> run(String command) throws Exception {
        return PeerProgram.external(command, Integer.MAX_VALUE)
                .run(new WorkloadFolder(folder), new Progress(new PrintWriter(new StringWriter())));
    }
}
