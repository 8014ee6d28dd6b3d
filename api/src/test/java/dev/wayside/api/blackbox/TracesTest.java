package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.blackbox.RunningService.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {

    private static final String HEADER = "time,carrier,cell,rsrp_dbm,downlink_bps\n";

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

    @Test
    void rowsAreCountedAndAnswerPredictionsAtOnce() throws Exception {
        assertThat(predict("a").get("reason").textValue()).isEqualTo("unknown-cell");

        Answer answer = send("text/csv", HEADER + rows("a", 0, 30) + rows("b", 30, 30));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        JsonNode counts = answer.json();
        assertThat(counts.get("rows").longValue()).isEqualTo(60);
        assertThat(counts.get("traces").longValue()).isEqualTo(1);
        assertThat(counts.get("visits").longValue()).isEqualTo(2);
        assertThat(counts.get("samples").longValue()).isEqualTo(60);
        assertThat(counts.get("windows").longValue()).isEqualTo(2 * 26);
        assertThat(counts.at("/handovers/SUCCESS").longValue()).isEqualTo(1);
        assertThat(counts.get("rejectedRows")).isEmpty();
        assertThat(predict("a").at("/matches/0/distanceDb").doubleValue()).isZero();
        assertThat(predict("a").at("/performance/downlinkBps/mean").doubleValue())
                .isEqualTo(5e6);
    }

    /** More than are taken in at once. */
    @Test
    @Timeout(60)
    void bodiesOfABurstWaitForTheirTurn() throws Exception {
        String body = HEADER + rows("a", 0, 30);
        List<Socket> vehicles = new ArrayList<>();
        try {
            for (int i = 0; i < 24; i++) {
                Socket vehicle = new Socket(InetAddress.getLoopbackAddress(), wayside.service.port());
                vehicles.add(vehicle);
                write(
                        vehicle.getOutputStream(),
                        "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body.substring(0, 100));
            }
            for (Socket vehicle : vehicles) {
                write(vehicle.getOutputStream(), body.substring(100));
            }
            for (Socket vehicle : vehicles) {
                assertThat(new String(vehicle.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 200");
            }
        } finally {
            for (Socket vehicle : vehicles) {
                vehicle.close();
            }
        }
    }

    @Test
    void rowsAsJsonObjectsAreTheSameRows() throws Exception {
        String json = rows("a", 0, 30)
                .lines()
                .map(row -> row.split(",", -1))
                .map(field ->
                        "{\"time\":\"%s\",\"carrier\":\"%s\",\"cell\":\"%s\",\"rsrp_dbm\":%s,\"downlink_bps\":%s}\n"
                                .formatted((Object[]) field))
                .reduce("", String::concat);
        send("text/csv", HEADER + rows("a", 0, 30));
        String windows = windows("a");

        Answer answer = send("application/x-ndjson", json);

        assertThat(answer.json().get("windows").longValue()).isEqualTo(26);
        assertThat(windows("a")).isEqualTo(windows);
    }

    @Test
    void theSameBodyAgainChangesNothingWholeOrInParts() throws Exception {
        String body = HEADER + rows("a", 0, 30) + rows("b", 30, 30);
        send("text/csv", body.substring(0, body.length() / 2));
        send("text/csv", body);
        String windows = windows("a") + windows("b");

        Answer again = send("text/csv", body);

        assertThat(again.json().get("rows").longValue()).isEqualTo(60);
        assertThat(windows("a") + windows("b")).isEqualTo(windows);
        assertThat(wayside.get("/v1/carriers/cmcc/cells/a").json().get("visits").longValue())
                .isEqualTo(1);
    }

    /** S3 of the field. */
    @Test
    void aBodyThatWasCutReplacesNothing() throws Exception {
        String body = HEADER + rows("a", 0, 60) + rows("b", 60, 60);
        send("text/csv", body);
        String windows = windows("a") + windows("b");

        for (int rows : new int[] {59, 11, 100}) {
            JsonNode cut = send(
                            "text/csv",
                            HEADER + rows("a", 0, Math.min(rows, 60)) + rows("b", 60, Math.max(0, rows - 60)))
                    .json();
            assertThat(cut.get("knownVisits").longValue()).isEqualTo(rows > 60 ? 2 : 1);
            assertThat(windows("a") + windows("b")).isEqualTo(windows);
        }
        assertThat(send("text/csv", body).json().get("knownVisits").longValue()).isEqualTo(2);
    }

    /** S3 of the field: three states of a growing trip at once. */
    @Test
    void ofSeveralStatesOfATripAtOnceTheLongestStays() throws Exception {
        for (int round = 0; round < 8; round++) {
            String cell = "round-" + round;
            List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
            HttpClient client = HttpClient.newHttpClient();
            for (int rows : new int[] {120, 30, 70}) {
                sent.add(client.sendAsync(
                        wayside.request("/v1/traces")
                                .header("Content-Type", "text/csv")
                                .POST(BodyPublishers.ofString(HEADER + rows(cell, 0, rows)))
                                .build(),
                        BodyHandlers.ofString()));
            }
            sent.forEach(CompletableFuture::join);

            assertThat(wayside.get("/v1/carriers/cmcc/cells/" + cell)
                            .json()
                            .get("windows")
                            .longValue())
                    .isEqualTo(116);
        }
    }

    /** S6 of the field. */
    @Test
    void anotherDeviceWithTheSameFirstRowsIsATraceOfItsOwn() throws Exception {
        String first = HEADER + rows("a", 0, 8) + rows("b", 8, 40);
        String second = HEADER + rows("a", 0, 8) + rows("c", 8, 40);
        String third = HEADER + rows("a", 0, 8) + rows("a", 8, 40).replace(",-9", ",-8");
        for (int time = 0; time < 2; time++) {
            for (String body : List.of(first, second, third)) {
                assertThat(send("text/csv", body).status()).isEqualTo(200);
            }
        }

        assertThat(wayside.get("/v1/carriers/cmcc/cells/b")
                        .json()
                        .get("windows")
                        .longValue())
                .isEqualTo(36);
        assertThat(wayside.get("/v1/carriers/cmcc/cells/c")
                        .json()
                        .get("windows")
                        .longValue())
                .isEqualTo(36);
        assertThat(wayside.get("/v1/carriers/cmcc/cells/a")
                        .json()
                        .get("windows")
                        .longValue())
                .isEqualTo(4 + 4 + 44);
        assertThat(send("text/csv", second).json().get("notes").toString()).contains("a trace of their own");
    }

    @Test
    void aDriveThatIsStoredUnderAnotherTraceAndWhatIsTooShortAreReported() throws Exception {
        send("text/csv", HEADER + rows("a", 0, 60));

        JsonNode later =
                send("text/csv", HEADER + rows("a", 1, 59) + rows("b", 60, 3)).json();

        assertThat(later.get("overlappingVisits").longValue()).isEqualTo(1);
        assertThat(later.get("shortVisits").longValue()).isEqualTo(1);
        assertThat(later.get("knownVisits").longValue()).isZero();
    }

    @Test
    void aLineThatCannotBeReadCostsOnlyItselfAndIsNamed() throws Exception {
        String body = HEADER
                + rows("a", 0, 10)
                + "2026-01-05T08:00:01Z,cmcc,a,90,\n"
                + "yesterday,cmcc,a,-90,\n"
                + "2026-01-05T08:00:01Z,cmcc\n"
                + "x".repeat(70_000) + "\n"
                + rows("a", 10, 10);

        Answer answer = send("text/csv", body);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        JsonNode counts = answer.json();
        assertThat(counts.get("samples").longValue()).isEqualTo(20);
        List<String> lines = new ArrayList<>();
        counts.get("rejectedLines")
                .forEach(line -> lines.add(
                        line.get("line").longValue() + " " + line.get("reason").textValue()));
        assertThat(lines)
                .containsExactlyInAnyOrder(
                        "12 rsrp-out-of-range", "13 time-unreadable", "14 columns-wrong", "15 line-too-long");
        assertThat(counts.at("/rejectedRows/time-unreadable").longValue()).isEqualTo(1);
    }

    @Test
    void aBodyMayBeCompressed() throws Exception {
        Answer answer = wayside.send(wayside.request("/v1/traces")
                .header("Content-Type", "text/csv; charset=utf-8")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(HEADER + rows("a", 0, 3_000)))));

        assertThat(answer.json().get("samples").longValue()).isEqualTo(3_000);
    }

    @Test
    void allMembersOfACompressedBodyAreRead() throws Exception {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip(HEADER));
        for (int i = 0; i < 30; i++) {
            members.write(gzip(rows("a", i * 100, 100)));
        }
        members.write(gzip(""));

        Answer answer = sendGzip(members.toByteArray());

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().get("samples").longValue()).isEqualTo(3_000);
    }

    /** As they come: nothing tells at the end of one whether another will follow. */
    @Test
    @Timeout(60)
    void aMemberCanBeSeenWhileTheNextIsStillOnItsWay() throws Exception {
        try (Socket vehicle = new Socket(InetAddress.getLoopbackAddress(), wayside.service.port())) {
            OutputStream out = vehicle.getOutputStream();
            write(
                    out,
                    "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                            + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
            writeChunk(out, gzip(HEADER + rows("a", 0, 30) + rows("b", 30, 30)));
            awaitCell("a");
            writeChunk(out, gzip(rows("b", 60, 30)));
            write(out, "0\r\n\r\n");

            assertThat(new String(vehicle.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .contains("\"samples\":90");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "\u001f", "more bytes than would fit into the rest of a member's own trailer"})
    void whatFollowsACompressedBodyIsNotDropped(String rest) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(gzip(HEADER + rows("a", 0, 30)));
        body.write(rest.getBytes(StandardCharsets.UTF_8));

        Answer answer = sendGzip(body.toByteArray());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").textValue())
                .containsPattern("damaged at about line 3\\d .*gzip")
                .contains("the rows before it are stored");
        assertThat(wayside.get("/v1/carriers/cmcc/cells/a")
                        .json()
                        .get("windows")
                        .longValue())
                .isEqualTo(26);
    }

    @Test
    void aCompressedBodyThatIsDamagedOrCutOffIsRefused() throws Exception {
        byte[] whole = gzip(HEADER + rows("a", 0, 30));
        byte[] damaged = whole.clone();
        damaged[damaged.length - 6] ^= 1;

        assertThat(sendGzip(damaged).json().get("detail").textValue()).contains("checksum");
        assertThat(sendGzip(Arrays.copyOf(whole, whole.length - 3))
                        .json()
                        .get("detail")
                        .textValue())
                .contains("ended before it was whole");
    }

    @Test
    void aBodyWithoutAGoodRowIsAnsweredWithItsFirstLines() throws Exception {
        Answer answer = send(
                "text/csv", HEADER + "yesterday,cmcc,a,-90,\n2026-01-05T08:00:01Z,cmcc\n" + "x,cmcc,a,1,\n".repeat(5));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("type").textValue()).isEqualTo("/problems/nothing-stored");
        assertThat(answer.json().at("/rejectedRows/time-unreadable").longValue())
                .isEqualTo(6);
        assertThat(answer.json().get("detail").textValue())
                .contains(
                        "none of its 7 rows can be read",
                        "line 2 time-unreadable (",
                        "line 3 columns-wrong (",
                        "; and more")
                .doesNotContain("--");
    }

    @Test
    void aBodyOfWhichNothingIsStoredIsRefusedWithTheCounts() throws Exception {
        Answer answer =
                send("text/csv", "time;carrier;cell;rsrp_dbm\n" + "2026-01-05T08:00:00Z;cmcc;a;-90,5\n".repeat(3));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("rows").longValue()).isEqualTo(3);
        assertThat(answer.json().at("/rejectedRows/decimal-comma").longValue()).isEqualTo(3);
        assertThat(wayside.get("/v1/carriers").json().get("items")).isEmpty();
    }

    @Test
    void rowsWithoutCoverageAreAcceptedAloneAndShortVisitsWarnedOf() throws Exception {
        assertThat(send("text/csv", HEADER + "2026-01-05T08:00:00Z,cmcc,,,\n").status())
                .isEqualTo(200);

        Answer answer = send("text/csv", HEADER + rows("a", 0, 2));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/warnings/0/kind").textValue()).isEqualTo("no-windows");
        assertThat(answer.json().at("/warnings/0/remedy").textValue()).isNotEmpty();
    }

    private Answer sendGzip(byte[] body) throws IOException, InterruptedException {
        return wayside.send(wayside.request("/v1/traces")
                .header("Content-Type", "text/csv")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    @Test
    void aBodyThatSwellsIsRefusedAndOthersAreServed() throws Exception {
        byte[] bomb = gzip(HEADER + rows("a", 0, 30) + "\n".repeat(50_000_000));
        assertThat(bomb.length).isLessThan(100_000);

        Answer answer = wayside.send(wayside.request("/v1/traces")
                .header("Content-Type", "text/csv")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bomb)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("type").textValue()).isEqualTo("/problems/content-too-large");
        assertThat(send("text/csv", HEADER + rows("a", 0, 30)).status()).isEqualTo(200);
    }

    @Test
    void theCarrierOfAllRowsCanBeNamed() throws Exception {
        Answer answer = wayside.send(wayside.request("/v1/traces?carrier=ctcc")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("time;cell;rsrp_dbm\n" + "2026-01-05T08:00:00Z;a;-90\n")));

        assertThat(answer.json().get("samples").longValue()).isEqualTo(1);
        assertThat(wayside.get("/v1/carriers/ctcc/cells/a").status()).isEqualTo(200);
        assertThat(wayside.send(wayside.request("/v1/traces?carrier=a%00")
                                .header("Content-Type", "text/csv")
                                .POST(BodyPublishers.ofString(HEADER)))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            text/csv,             identity, "time,cell",   422, as csv it lacks rsrp_dbm
            text/csv,             identity, "",            422, empty
            text/csv,             gzip,     "time,cell",   400, not gzip
            text/csv,             br,       "time,cell",   415, Content-Encoding
            text/plain,           identity, "time,cell",   415, Content-Type
            application/x-ndjson, identity, "a,b",         422, none of its 1 rows
            """)
    void whatIsNoLogIsRefused(String type, String encoding, String body, int status, String detail) throws Exception {
        Answer answer = wayside.send(wayside.request("/v1/traces")
                .header("Content-Type", type)
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofString(body)));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("detail").textValue()).contains(detail);
    }

    @Test
    @Timeout(60)
    void whatIsCompleteCanBeSeenWhileTheBodyIsStillOnItsWay() throws Exception {
        try (Socket vehicle = new Socket(InetAddress.getLoopbackAddress(), wayside.service.port())) {
            OutputStream out = vehicle.getOutputStream();
            write(
                    out,
                    "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                            + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
            writeChunk(out, HEADER + rows("a", 0, 30) + rows("b", 30, 30));
            awaitCell("a");
            assertThat(predict("a").get("matches")).hasSize(1);
            // Still open: its look-ahead is yet to come.
            assertThat(predict("b").get("reason").textValue()).isEqualTo("unknown-cell");

            writeChunk(out, "");

            assertThat(new String(vehicle.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .contains("\"visits\":2");
            assertThat(predict("b").get("matches")).hasSize(1);
        }
    }

    @Test
    @Timeout(60)
    void whatASenderThatLeftHadSentIsKept() throws Exception {
        try (Socket vehicle = new Socket(InetAddress.getLoopbackAddress(), wayside.service.port())) {
            OutputStream out = vehicle.getOutputStream();
            write(
                    out,
                    "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 100000\r\n\r\n"
                            + HEADER + rows("a", 0, 30));
        }
        awaitCell("a");
        assertThat(predict("a").get("matches")).hasSize(1);
    }

    @Test
    void aDayOfACarrierIsForgotten() throws Exception {
        send("text/csv", HEADER + rows("a", 0, 30));
        send("text/csv", HEADER + rows("a", 864_000, 30));
        assertThat(predict("a").get("matches")).hasSize(2);

        Answer deleted = wayside.send(
                wayside.request("/v1/carriers/cmcc/days/2026-01-05").DELETE());

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.response().body()).isEmpty();
        assertThat(predict("a").get("matches")).hasSize(1);
        assertThat(predict("a").at("/matches/0/day").textValue()).isEqualTo("2026-01-06");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/carriers/nobody/days/2026-01-05, 404",
        "/v1/carriers/cmcc/days/2026-02-30, 400",
        "/v1/carriers/cmcc/days/today, 400",
        "/v1/carriers/a%00/days/2026-01-05, 400",
        "/v1/carriers/cmcc/days/2026-01-05?dry=1, 400"
    })
    void whatIsNoDayOfACarrierIsRefused(String path, int status) throws Exception {
        assertThat(wayside.send(wayside.request(path).DELETE()).status()).isEqualTo(status);
    }

    private Answer send(String type, String body) throws IOException, InterruptedException {
        return wayside.send(
                wayside.request("/v1/traces").header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private void awaitCell(String cell) throws Exception {
        Eventually.await(
                "the cell " + cell + " is stored",
                () -> wayside.get("/v1/carriers/cmcc/cells/" + cell).status() == 200);
    }

    private JsonNode predict(String cell) throws IOException, InterruptedException {
        return wayside.predict("{\"carrier\":\"cmcc\",\"cell\":\"" + cell + "\",\"rsrpDbm\":[-90,-91,-92,-93,-94,-95]}")
                .json()
                .at("/predictions/0");
    }

    private String windows(String cell) throws IOException, InterruptedException {
        return wayside.get("/v1/carriers/cmcc/cells/" + cell + "/windows?limit=1000")
                .response()
                .body();
    }

    /** Rows of a cell on the grid, falling by 1 dB a row from -90 and starting over every ten. */
    private static String rows(String cell, int first, int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = first; i < first + count; i++) {
            Instant time = Instant.ofEpochMilli(PastVisits.MONDAY + i * 100L);
            rows.append(String.format(Locale.ROOT, "%s,cmcc,%s,%d,5000000%n", time, cell, -90 - i % 10));
        }
        return rows.toString();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void writeChunk(OutputStream out, String text) throws IOException {
        writeChunk(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void writeChunk(OutputStream out, byte[] bytes) throws IOException {
        write(out, Integer.toHexString(bytes.length) + "\r\n");
        out.write(bytes);
        write(out, "\r\n");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
