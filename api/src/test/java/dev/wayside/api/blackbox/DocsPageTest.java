package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import dev.wayside.api.blackbox.Browser.Look;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of the calls, in a real browser. */
@BrowserTest
class DocsPageTest {

    @TempDir
    private static Path directory;

    private static RunningService wayside;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        wayside = new RunningService(directory);
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        // Either may be missing if the start failed.
        if (browser != null) {
            browser.close();
        }
        wayside.close();
    }

    @ParameterizedTest
    @CsvSource({"390, light", "390, dark", "1280, light", "1280, dark"})
    void allCallsOpenFitAndFollowTheScheme(int width, String scheme) throws Exception {
        Look look = new Look(width, scheme);
        browser.look(look);
        browser.load("http://127.0.0.1:" + wayside.service.port() + "/docs");
        browser.await("the calls to be listed", d -> browser.isTrue("return !!document.querySelector('.opblock')"));
        browser.run(
                "document.querySelectorAll('.opblock:not(.is-open) .opblock-summary-control').forEach(e => e.click())");
        browser.await(
                "all calls to be open",
                d -> browser.isTrue(
                        "return [...document.querySelectorAll('.opblock')].every(e => e.querySelector('.opblock-body .responses-wrapper'))"));

        assertThat(browser.run("return document.documentElement.scrollWidth"))
                .as("scroll width at %s", look)
                .isEqualTo((long) width);
        assertThat(browser.isTrue("return matchMedia('(prefers-color-scheme: dark)').matches"
                        + " === (getComputedStyle(document.documentElement).backgroundColor === 'rgb(16, 22, 29)')"
                        + " && (getComputedStyle(document.querySelector('.swagger-ui')).filter !== 'none')"
                        + " === matchMedia('(prefers-color-scheme: dark)').matches"))
                .isTrue();
        assertThat(browser.console()).isEmpty();
        browser.run("scrollTo(0, 0)");
        browser.screenshot("docs-" + look);
    }
}
