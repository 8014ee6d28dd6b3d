package dev.wayside.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReportTest {

    @ParameterizedTest
    @CsvSource({
        "ABSENT, 66",
        "CORRUPT, 65",
        "NEWER_FORMAT, 78",
        "OTHER_SETTINGS, 78",
        "LOCKED, 74",
        "DISK_FULL, 74",
        "IO, 74"
    })
    void everyTroubleOfAStoreHasItsExitCode(Reason reason, int exitCode) {
        FailureReport report = FailureReport.of(new HistoryStoreException(reason, "trouble"));
        assertThat(report).isEqualTo(new FailureReport(exitCode, "trouble", false));
    }

    @Test
    void filesThatAreNotThereOrMayNotBeReadAreNamed() {
        assertThat(FailureReport.of(new NoSuchFileException("a.csv")))
                .isEqualTo(new FailureReport(66, "there is no a.csv; check the path", false));
        assertThat(FailureReport.of(new UncheckedIOException(new AccessDeniedException("b.csv")))
                        .message())
                .contains("no permission to read or write b.csv");
        assertThat(FailureReport.of(new IOException("broken pipe")))
                .isEqualTo(new FailureReport(74, "broken pipe", false));
    }

    @Test
    void whatNobodyExpectedAsksForItsStackTrace() {
        FailureReport report = FailureReport.of(new IllegalStateException("so that happened"));
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.isUnexpected()).isTrue();
        assertThat(report.message()).contains("so that happened");
    }
}
