package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;

import dev.wayside.api.blackbox.RunningService.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formats of the bodies of {@code POST /v1/traces}, recognised and named. */
class BodyFormatsTest {

    private static final String GNETTRACK = "Timestamp\tLongitude\tLatitude\tSpeed\tOperatorname\tCGI\tCellID\tLAC"
            + "\tNetworkTech\tLevel\tQual\tNode\n"
            + "2026.01.05_08.00.00\t8.1\t51.9\t30\tcmcc\t262-01-26843521\t129\t1\t4G\t-90\t-10\t104857\n"
            + "2026.01.05_08.00.01\t8.1\t51.9\t30\tcmcc\t262-01-26843521\t129\t1\t4G\t-91\t-10\t104857\n";

    @TempDir
    private Path directory;

    private RunningService wayside;

    @BeforeEach
    void start() throws IOException {
        wayside = new RunningService(directory);
    }

    @AfterEach
    void stop() {
        wayside.close();
    }

    @ParameterizedTest
    @CsvSource({"'', text/csv", "?format=gnettrack, text/plain", "?format=gnettrack, application/json"})
    void aLogOfAnAppIsRecognisedOrNamed(String query, String type) throws Exception {
        Answer answer = send(query, type, GNETTRACK);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().get("rows").longValue()).isEqualTo(2);
        assertThat(answer.json().get("samples").longValue()).isEqualTo(2);
        assertThat(wayside.get("/v1/carriers").json().get("items")).hasSize(1);
    }

    @Test
    void jsonObjectsAreReadAlsoIfTheirTypeIsCsv() throws Exception {
        Answer answer = send(
                "",
                "text/csv",
                "{\"time\":\"2026-01-05T08:00:00Z\",\"carrier\":\"c\",\"cell\":\"7\",\"rsrp_dbm\":-90}\n");

        assertThat(answer.json().get("samples").longValue()).isEqualTo(1);
    }

    @Test
    void ndjsonMayBeginWithABadLine() throws Exception {
        Answer answer = send(
                "",
                "application/x-ndjson",
                "garbage\n{\"time\":\"2026-01-05T08:00:00Z\",\"carrier\":\"c\",\"cell\":\"7\",\"rsrp_dbm\":-90}\n");

        assertThat(answer.json().get("samples").longValue()).isEqualTo(1);
        assertThat(answer.json().at("/rejectedRows/line-malformed").longValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            ?format=romes,                "format: a body is read as csv or ndjson or gnettrack or breitbandmessung"
            ?format=wmnlab,               "with 'wayside ingest'"
            ?format=mapped,               "with ?mapping="
            ?format=csv&mapping=xcal,     "both given"
            ?formt=csv,                   "known are carrier and format and mapping"
            """)
    void aWrongQueryIsRefused(String query, String detail) throws Exception {
        Answer answer = send(query, "text/csv", GNETTRACK);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").textValue()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "When,Where,Level",                "not a known log format: line 1 reads 'When,Where,Level'"
            "time,cell,level",                 "as csv it lacks rsrp_dbm; add the columns, name another ?format=, or describe the columns with ?mapping="
            "\u0000\u0001\u0002\u0000binary",  "not a text log"
            """)
    void whatNoFormatRecognisesIsRefusedWithTheNearOnes(String body, String detail) throws Exception {
        Answer answer = send("", "text/csv", body + "\n1,2,3\n");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("type").textValue()).isEqualTo("/problems/nothing-stored");
        assertThat(answer.json().get("rows").longValue()).isZero();
        assertThat(answer.json().get("detail").textValue()).contains(detail);
        assertThat(wayside.get("/v1/carriers").json().get("items")).isEmpty();
    }

    @Test
    void aLargeBodyThatIsNotRecognisedGetsTheAnswerToo() throws Exception {
        assertThat(send("", "text/csv", "When,Where\n" + "1,2\n".repeat(5_000_000))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void otherTypesNeedAMappingOrAFormat() throws Exception {
        Answer answer = send("", "text/plain", GNETTRACK);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.json().get("detail").textValue()).contains("?mapping= or ?format=");
        assertThat(send("?format=gnettrack", "image/png", GNETTRACK).status()).isEqualTo(415);
    }

    private Answer send(String query, String type, String body) throws IOException, InterruptedException {
        return wayside.send(wayside.request("/v1/traces" + query)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }
}
