package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.wayside.api.blackbox.RunningService.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingsTest {

    private static final String TRAMS = """
            description: What our trams write
            time: {from: Date, pattern: "dd.MM.yyyy HH:mm:ss[.S]", zone: UTC}
            decimal: ","
            rows: {Serving: ["1"]}
            carrier: {value: 232-01}
            columns:
              cell: {from: ECI}
              rsrp_dbm: {from: Level}
            """;
    private static final String HEADER = "Date;ECI;Level;Serving\n";

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
    void aMappingThatWasSentReadsBodiesAlsoAfterARestart() throws Exception {
        Answer created = put("trams", TRAMS);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().get("description").textValue()).isEqualTo("What our trams write");
        wayside.close();
        wayside = new RunningService(directory);

        Answer answer = send("mapping=trams", "text/plain", HEADER + rows("26843521", 0, 30) + neighbours(30));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().get("rows").longValue()).isEqualTo(60);
        assertThat(answer.json().get("leftOutRows").longValue()).isEqualTo(30);
        assertThat(answer.json().get("samples").longValue()).isEqualTo(30);
        assertThat(answer.json().get("windows").longValue()).isEqualTo(26);
        assertThat(wayside.get("/v1/carriers/232-01/cells/26843521/windows?limit=1")
                        .json()
                        .at("/items/0/rsrpDbm/0")
                        .doubleValue())
                .isEqualTo(-90.5);
    }

    @Test
    void theNextMappingOfANameReplacesTheFirst() throws Exception {
        put("trams", TRAMS);

        assertThat(put("trams", TRAMS.replace("232-01", "232-03")).status()).isEqualTo(200);

        send("mapping=trams", "text/csv", HEADER + rows("7", 0, 30));
        assertThat(wayside.get("/v1/carriers").json().get("items").toString()).isEqualTo("[\"232-03\"]");
        assertThat(wayside.get("/v1/mappings/trams").response().body()).contains("232-03");
        assertThat(wayside.get("/v1/mappings/trams").header("Content-Type")).isEqualTo("application/yaml");
    }

    @Test
    void includedAndKeptMappingsAreListedPageByPage() throws Exception {
        put("trams", TRAMS);
        List<String> names = new ArrayList<>();
        String after = "";
        do {
            Answer page = wayside.get("/v1/mappings?limit=5" + after);
            page.json()
                    .get("items")
                    .forEach(item -> names.add(item.get("name").textValue()
                            + (item.get("included").booleanValue()
                                    ? ""
                                    : ": " + item.get("description").textValue())));
            after = page.json().has("next")
                    ? "&after=" + page.json().get("next").textValue()
                    : "";
        } while (!after.isEmpty());

        assertThat(names)
                .contains("xcal", "towercollector", "trams: What our trams write")
                .doesNotHaveDuplicates();
    }

    @Test
    void anIncludedMappingReadsBodiesAndIsNotChanged() throws Exception {
        String yaml = wayside.get("/v1/mappings/towercollector").response().body();
        assertThat(yaml).contains("columns:");

        for (Answer refused : List.of(put("towercollector", TRAMS), delete("towercollector"))) {
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().get("type").textValue()).isEqualTo("/problems/mapping-conflict");
        }
        assertThat(wayside.get("/v1/mappings/towercollector").response().body()).isEqualTo(yaml);
        assertThat(send("mapping=cicv5g&carrier=cmcc", "text/csv", "time\n1\n")
                        .json()
                        .get("detail")
                        .textValue())
                .contains("which mapping cicv5g names");
    }

    /** A later version of Wayside may include a mapping of the name of a kept one. */
    @Test
    void aKeptMappingHasPriorityOverAnIncludedOneOfItsName() throws Exception {
        wayside.store.keepMapping("xcal", TRAMS.getBytes(StandardCharsets.UTF_8));

        assertThat(send("mapping=xcal", "text/csv", HEADER + rows("7", 0, 30)).status())
                .isEqualTo(200);
        assertThat(delete("xcal").status()).isEqualTo(204);
        assertThat(wayside.get("/v1/mappings/xcal").response().body()).doesNotContain("trams");
    }

    @Test
    void aKeptMappingThatCannotBeReadIsListedWithTheReason() throws Exception {
        wayside.store.keepMapping("old", "columns: {}".getBytes(StandardCharsets.UTF_8));

        assertThat(wayside.get("/v1/mappings").response().body()).contains("mapping old: time");
        assertThat(send("mapping=old", "text/csv", HEADER).json().get("detail").textValue())
                .startsWith("mapping old: time");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            time: {from: t}                                  | time.pattern: missing
            time: {from: t, pattern: epoch-s}                | columns.cell: missing
            - a list                                         | begin with time: and columns:
            columns: {cell: {from: [                         | line 1: not YAML
            nonsense: 1                                      | nonsense: no such field
            ''                                               | holds no fields
            time: {from: t, pattern: "QQQQQQQQQ"}            | time
            text: {charset: nothing-known}                   | text.charset
            *unknown                                         | mapping trams
            """)
    void aBadMappingIsRefusedWithItsPlace(String yaml, String detail) throws Exception {
        Answer refused = put("trams", yaml);

        assertThat(refused.status()).as(refused.response().body()).isEqualTo(400);
        assertThat(refused.json().get("detail").textValue())
                .startsWith("mapping trams: ")
                .contains(detail);
        assertThat(wayside.get("/v1/mappings/trams").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "&a [*a, ", "- ", "\u0000", "!!java.net.URL [", "? ", "%YAML 9.9\n"})
    void whatIsMadeToBreakAParserIsRefused(String part) throws Exception {
        assertThat(put("trams", part.repeat(60_000 / part.length())).status()).isEqualTo(400);
    }

    @Test
    void aBodyThatIsNoTextTooLargeOrCompressedIsRefused() throws Exception {
        byte[] latin = TRAMS.replace("trams", "stra\u00dfe").getBytes(Charset.forName("windows-1252"));

        assertThat(wayside.send(wayside.request("/v1/mappings/trams").PUT(BodyPublishers.ofByteArray(latin)))
                        .status())
                .isEqualTo(400);
        assertThat(put("trams", TRAMS + "#".repeat(66_000)).status()).isEqualTo(413);
        assertThat(wayside.send(wayside.request("/v1/mappings/trams")
                                .header("Content-Encoding", "gzip")
                                .PUT(BodyPublishers.ofString(TRAMS)))
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Trams", "tr%C3%A4ms", "..", "a%2Fb", "trams.yaml"})
    void aNameOfOtherCharactersIsRefused(String name) throws Exception {
        assertThat(put(name, TRAMS).status()).isEqualTo(400);
        assertThat(send("mapping=" + name, "text/csv", HEADER).status()).isEqualTo(400);
    }

    @Test
    void noMoreThanAHundredAreKept() throws Exception {
        for (int i = 0; i < 100; i++) {
            wayside.store.keepMapping("m" + i, TRAMS.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(put("trams", TRAMS).status()).isEqualTo(409);
        assertThat(put("m7", TRAMS).status()).isEqualTo(200);
    }

    @Test
    @Timeout(60)
    void ofMappingsThatComeAtOnceOneIsTheFirstAndOneIsKeptWhole() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> puts = IntStream.range(0, 40)
                    .<Callable<Integer>>mapToObj(i -> () -> put("trams", TRAMS + "#" + i + "x".repeat(i * 1_000) + "\n")
                            .status())
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : senders.invokeAll(puts)) {
                statuses.add(status.get());
            }

            assertThat(statuses).containsOnly(200, 201);
            assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
            String kept = wayside.get("/v1/mappings/trams").response().body();
            int number = Integer.parseInt(kept.replaceAll("(?s).*#(\\d+).*", "$1"));
            assertThat(kept).isEqualTo(TRAMS + "#" + number + "x".repeat(number * 1_000) + "\n");
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    @Timeout(60)
    void aBodyIsReadToItsEndByAMappingThatIsDeletedMeanwhile() throws Exception {
        put("trams", TRAMS);
        try (Socket vehicle = new Socket(InetAddress.getLoopbackAddress(), wayside.service.port())) {
            OutputStream out = vehicle.getOutputStream();
            write(
                    out,
                    "POST /v1/traces?mapping=trams HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                            + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
            writeChunk(out, HEADER + rows("7", 0, 30) + rows("8", 30, 30));
            Eventually.await(
                    "the first cell is stored",
                    () -> wayside.get("/v1/carriers/232-01/cells/7").status() == 200);

            assertThat(delete("trams").status()).isEqualTo(204);
            writeChunk(out, rows("8", 60, 30));
            write(out, "0\r\n\r\n");

            assertThat(new String(vehicle.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .contains("\"samples\":90");
        }
        assertThat(delete("trams").status()).isEqualTo(404);
        assertThat(send("mapping=trams", "text/plain", HEADER).status()).isEqualTo(404);
    }

    @Test
    void anUnknownMappingIsRefusedWithTheKnownOnes() throws Exception {
        put("trams", TRAMS);

        Answer answer = send("mapping=buses", "text/csv", HEADER);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("detail").textValue())
                .contains("there is no mapping buses", "towercollector, trams, xcal", "PUT /v1/mappings/buses");
        assertThat(wayside.get("/v1/mappings/buses").status()).isEqualTo(404);
    }

    @Test
    void jsonIsReadByAMapping() throws Exception {
        put("json", """
                records: data.rows
                time: {from: t, pattern: epoch-ms}
                carrier: {value: 232-01}
                columns: {cell: {from: radio.cell}, rsrp_dbm: {from: radio.level}}
                """);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            rows.append(i == 0 ? "" : ",")
                    .append("\n{\"t\":%d,\"radio\":{\"cell\":7,\"level\":-90}}"
                            .formatted(PastVisits.MONDAY + i * 100L));
        }

        Answer answer = send("mapping=json", "application/json", "{\"data\":{\"rows\":[" + rows + "]}}");

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().get("windows").longValue()).isEqualTo(26);
    }

    @Test
    void aMappedBodyOfWhichNothingIsStoredIsRefusedWithTheCounts() throws Exception {
        put("trams", TRAMS);

        Answer answer = send("mapping=trams", "text/csv", HEADER + "yesterday;7;-90;1\n");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("rows").longValue()).isEqualTo(1);
        assertThat(answer.json().get("rejectedRows").toString()).isEqualTo("{\"time-not-as-mapped\":1}");
    }

    private Answer put(String name, String yaml) throws IOException, InterruptedException {
        return wayside.send(wayside.request("/v1/mappings/" + name)
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(yaml)));
    }

    private Answer delete(String name) throws IOException, InterruptedException {
        return wayside.send(wayside.request("/v1/mappings/" + name).DELETE());
    }

    private Answer send(String query, String type, String body) throws IOException, InterruptedException {
        return wayside.send(wayside.request("/v1/traces?" + query)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    /** Rows of the serving cell, ten a second. */
    private static String rows(String cell, int first, int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = first; i < first + count; i++) {
            rows.append("05.01.2026 08:00:%02d.%d;%s;-90,5;1%n".formatted(i / 10, i % 10, cell));
        }
        return rows.toString();
    }

    private static String neighbours(int count) {
        return "05.01.2026 08:00:03.0;999;-100,0;0\n".repeat(count);
    }

    private static void writeChunk(OutputStream out, String text) throws IOException {
        write(out, Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
