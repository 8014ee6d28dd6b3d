package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import dev.wayside.api.program.WaysideProcess.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void handoversOfALogAreJudgedByTheThresholdsOfTheIngestion() throws Exception {
        StringBuilder log = new StringBuilder("time,carrier,cell,rsrp_dbm\n");
        for (int second = 0; second < 60; second++) {
            // Five seconds without a row, then the next cell.
            log.append(Instant.ofEpochSecond(START_SECONDS + second + (second < 30 ? 0 : 5)))
                    .append(second < 30 ? ",262-01,1001," : ",262-01,1002,")
                    .append(-90 - second % 5)
                    .append('\n');
        }
        Files.writeString(folder.resolve("log.csv"), log);
        WaysideProcess wayside = WaysideProcess.in(folder);
        assertThat(wayside.run("ingest", "--store", "store", "log.csv").exitCode())
                .isZero();
        String[] query = {"--store", "store", "--own-day", "--json", "--every", "1", "log.csv"};

        assertThat(wayside.run(with(query, "query")).out()).contains("\"kind\":\"FAILURE\"");
        assertThat(wayside.run(with(query, "query", "--lost-signal=-80")).out())
                .contains("\"kind\":\"OUTAGE\"")
                .doesNotContain("FAILURE");
        assertThat(wayside.run(with(query, "query", "--ordinary-steps", "0")).exitCode())
                .isEqualTo(2);
    }

    @Test
    void warningsAboutALogAreShownAsTheIngestionShowsThem() throws Exception {
        StringBuilder log = new StringBuilder("time,carrier,cell,rsrp_dbm\n");
        for (int second = 0; second < 60; second++) {
            log.append(Instant.ofEpochSecond(START_SECONDS + second))
                    .append(second % 2 == 0 ? ",262-01,1001,-90\n" : ",262-01,1002,-95\n");
        }
        Files.writeString(folder.resolve("log.csv"), log);
        WaysideProcess wayside = WaysideProcess.in(folder);
        String shown = wayside.run("ingest", "--store", "store", "log.csv").err();
        assertThat(shown).contains("warning: log.csv: the cell changes in");

        Outcome answers = wayside.run("query", "--store", "store", "--json", "log.csv");

        assertThat(answers.exitCode()).isZero();
        assertThat(answers.err()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --mapping map.yaml --carrier a --cell 1 --rsrp=-90        | --mapping is for a log
            --format csv --carrier a --cell 1 --rsrp=-90              | --format is for a log
            --lost-signal=-110 --carrier a --cell 1 --rsrp=-90        | --lost-signal is for a log
            --cell 1 log.csv                                          | --cell is for samples
            --format csv --mapping xcal log.csv                       | leave one out
            """)
    void anOptionWithoutEffectIsRefused(String arguments, String message) throws Exception {
        Files.writeString(folder.resolve("log.csv"), "time,carrier,cell,rsrp_dbm\n2026-03-10T07:00:00Z,a,1,-90\n");
        WaysideProcess wayside = WaysideProcess.in(folder);
        wayside.run("ingest", "--store", "store", "log.csv");

        Outcome refused = wayside.run(with(arguments.split(" "), "query", "--store", "store"));

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(message);
    }

    private static String[] with(String[] arguments, String... first) {
        String[] all = new String[first.length + arguments.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(arguments, 0, all, first.length, arguments.length);
        return all;
    }
}
