package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.wayside.api.blackbox.RunningService.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard's files as they are served; a browser tests what they show. */
class DashboardFilesTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("(?:from|import) '\\./([^']+)'");

    @TempDir
    private static Path directory;

    private static RunningService wayside;

    @BeforeAll
    static void start() throws IOException {
        wayside = new RunningService(directory);
    }

    @AfterAll
    static void stop() {
        wayside.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/cell, text/html; charset=utf-8",
        "/live, text/html; charset=utf-8",
        "/status, text/html; charset=utf-8",
        "/assets/dashboard.css, text/css; charset=utf-8",
        "/assets/route.js, text/javascript; charset=utf-8",
        "/assets/icon.svg, image/svg+xml"
    })
    void filesAreOfTheirTypeAndAllowNothingFromElsewhere(String path, String type) throws Exception {
        Answer answer = wayside.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").replace("; ", ";")).isEqualToIgnoringCase(type.replace("; ", ";"));
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/cell", "/live", "/status"})
    void everythingAPageAsksForIsThere(String page) throws Exception {
        Matcher references = REFERENCE.matcher(wayside.get(page).response().body());
        int scripts = 0;
        while (references.find()) {
            String reference = references.group(1);
            if (reference.startsWith("#")) {
                continue;
            }
            assertThat(reference).as("comes from here").doesNotContain("//");
            Answer answer = wayside.get("/" + reference.replaceFirst("^\\./", ""));
            assertThat(answer.status()).as(reference).isEqualTo(200);
            if (reference.endsWith(".js")) {
                scripts++;
                Matcher imports = IMPORT.matcher(answer.response().body());
                while (imports.find()) {
                    assertThat(wayside.get("/assets/" + imports.group(1)).status())
                            .as(imports.group(1))
                            .isEqualTo(200);
                }
            }
        }
        assertThat(scripts).isEqualTo(1);
    }

    @Test
    void whatABrowserHasIsNotSentAgain() throws Exception {
        String tag = wayside.get("/assets/echarts.esm.min.js").header("ETag");

        Answer again = wayside.send(wayside.request("/assets/echarts.esm.min.js")
                .header("If-None-Match", tag)
                .GET());

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.response().body()).isEmpty();
    }

    @Test
    void headTellsWhatGetWould() throws Exception {
        assertThat(wayside.send(wayside.request("/").method("HEAD", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/",
                "/assets/nothing.js",
                "/assets/..%2Flogback.xml",
                "/assets/../logback.xml",
                "/route.html"
            })
    void nothingElseIsServed(String path) throws Exception {
        assertThat(wayside.get(path).status()).isEqualTo(404);
    }
}
