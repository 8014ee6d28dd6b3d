package dev.wayside.datasets.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import dev.wayside.datasets.estimate.EventKind;
import dev.wayside.datasets.estimate.Horizon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An evaluation that was stopped goes on where it was. */
class ScoredTargetsTest {

    private static final Horizon HORIZON = Horizon.ofSeconds(5);
    private static final EvaluationReport.EventResult RESULT = new EvaluationReport.EventResult(
            "handover", "5 s", List.of(new EventScore("rsrp", false, 10, 2, 0.75, null, null, 0.5, 0.1, List.of())));

    @TempDir
    private Path folder;

    private int scored;

    @Test
    void whatWasScoredIsNotScoredAgain() throws IOException {
        assertThat(score("store A")).isEqualTo(RESULT);
        assertThat(score("store A")).isEqualTo(RESULT);
        assertThat(scored).isEqualTo(1);
    }

    @Test
    void whatWasKeptForAnotherStoreIsThrownAway() throws IOException {
        score("store A");
        score("store B");
        assertThat(scored).isEqualTo(2);
    }

    @Test
    void aLineCutShortIsScoredAgain() throws IOException {
        score("store A");
        String kept = Files.readString(file());
        Files.writeString(file(), kept.substring(0, kept.length() - 20), StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(score("store A")).isEqualTo(RESULT);
        assertThat(scored).isEqualTo(2);
    }

    @Test
    void nothingIsLeftOnceTheReportIsWritten() throws IOException {
        score("store A");
        ScoredTargets.in(file(), "store A").forget();
        assertThat(file()).doesNotExist();
    }

    private EvaluationReport.EventResult score(String subject) throws IOException {
        return ScoredTargets.in(file(), subject).event(EventKind.HANDOVER, HORIZON, () -> {
            scored++;
            return RESULT;
        });
    }

    private Path file() {
        return folder.resolve("report.json.part");
    }
}
