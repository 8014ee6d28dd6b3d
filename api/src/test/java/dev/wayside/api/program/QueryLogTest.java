package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.wayside.api.program.WaysideProcess.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query along a log that only its options explain: it reads the log as the ingestion did. */
class QueryLogTest {

    private static final long START_SECONDS = 1_773_126_000;

    @TempDir
    private Path folder;

    @Test
    void aLogIsAskedAboutWithTheMappingItWasIngestedWith() throws Exception {
        StringBuilder log = new StringBuilder("t,c,r\n");
        for (int second = 0; second < 30; second++) {
            log.append(START_SECONDS + second)
                    .append(",1001,")
                    .append(-90 - second % 5)
                    .append('\n');
        }
        Files.writeString(folder.resolve("log.csv"), log);
        Files.writeString(folder.resolve("map.yaml"), """
                time: {from: t, pattern: epoch-s}
                columns: {cell: {from: c}, rsrp_dbm: {from: r}}
                """);
        WaysideProcess wayside = WaysideProcess.in(folder);
        String[] reading = {"--store", "store", "--mapping", "map.yaml", "--carrier-of", "log=262-01", "log.csv"};
        assertThat(wayside.run(with(reading, "ingest")).exitCode()).isZero();

        Outcome answers = wayside.run(with(reading, "query", "--own-day", "--json"));

        assertThat(answers.exitCode()).as(answers.err()).isZero();
        assertThat(answers.out()).contains("\"carrier\":\"262-01\"", "\"cell\":\"1001\"");
        assertThat(wayside.run("query", "--store", "store", "--own-day", "log.csv")
                        .exitCode())
                .isEqualTo(65);
        assertThat(wayside.run("query", "--store", "store", "--format", "csv", "log.csv")
                        .err())
                .contains("the header lacks");
    }

    private static String[] with(String[] arguments, String... first) {
        String[] all = new String[first.length + arguments.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(arguments, 0, all, first.length, arguments.length);
        return all;
    }
}
