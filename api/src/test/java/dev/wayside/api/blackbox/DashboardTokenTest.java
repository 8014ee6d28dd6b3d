package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

import dev.wayside.api.blackbox.Browser.Look;
import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.access.AccessToken;
import dev.wayside.api.http.access.Scope;
import dev.wayside.kvstore.HistoryStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The dashboard of a service that asks for a token. */
@BrowserTest
class DashboardTokenTest {

    private static final String QUERY = AccessToken.generate(new SecureRandom());
    private static final String INGEST = AccessToken.generate(new SecureRandom());

    @TempDir
    private static Path directory;

    private static RunningService wayside;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        HistoryStore store = LineStore.of(directory, 2);
        wayside = new RunningService(
                store,
                ServiceSettings.onLoopback(store.settings(), 0)
                        .withTokens(List.of(
                                new AccessToken("reader", Set.of(Scope.QUERY), AccessToken.hash(QUERY)),
                                new AccessToken("train", Set.of(Scope.INGEST), AccessToken.hash(INGEST)))));
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

    @BeforeEach
    void withoutToken() {
        browser.look(Look.DESK);
        load("/assets/icon.svg");
        browser.run("sessionStorage.clear()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/cell", "/live", "/status"})
    void everyPageAsksForATokenOnceAndThenShowsTheHistory(String page) {
        load(page);
        awaitDialog();
        assertThat(browser.isTrue("return document.activeElement.id === 'token'"))
                .as("the cursor is in the field")
                .isTrue();

        give(QUERY);
        browser.awaitShown();

        assertThat(browser.isTrue("return document.getElementById('page').hidden"))
                .isFalse();
        assertThat(browser.text("#problem")).isEmpty();
        browser.await(
                "the button to forget it", d -> browser.text("#forget-token").equals("Forget the token"));
        load("/status");
        browser.awaitShown();
        assertThat(browser.text("#summary")).startsWith("As of");
    }

    @Test
    void itIsKeptInTheSessionAloneAndForgottenOnRequest() {
        load("/status");
        awaitDialog();
        give(QUERY);
        browser.awaitShown();

        assertThat(browser.run("return JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])"))
                .isEqualTo("[{\"wayside.token\":\"" + QUERY + "\"},{},\"\"]");
        browser.find("#forget-token").click();

        awaitDialog();
        assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
    }

    @Test
    void aTokenThatIsNotKnownIsAskedForAgainAndWhatIsNoTokenIsNotSent() {
        load("/status");
        awaitDialog();
        give("two words");
        browser.awaitText("#token-reason", "a single word");
        give(AccessToken.generate(new SecureRandom()));

        browser.awaitText("#token-reason", "The service does not know the token");
        give(QUERY);
        browser.awaitShown();
        assertThat(browser.text("#summary")).startsWith("As of");
    }

    @Test
    void aTokenForSomethingElseIsReportedWithARemedy() {
        load("/status");
        awaitDialog();
        give(INGEST);
        browser.awaitText("#problem", "token train lacks the scope query");
        assertThat(browser.text("#problem button")).isEqualTo("Use another token");

        browser.find("#problem button").click();
        awaitDialog();
        give(QUERY);
        browser.awaitText("#summary", "As of");
        assertThat(browser.text("#problem")).isEmpty();
    }

    @Test
    void whoDeclinesIsNotAskedAgainUntilTheyWant() {
        load("/status");
        awaitDialog();
        browser.press(Keys.ESCAPE);
        browser.awaitText("#problem", "a token is needed");
        browser.find("#now").click();
        browser.awaitText("#problem", "a token is needed");
        assertThat(browser.isTrue("return document.querySelector('dialog') === null"))
                .isTrue();

        browser.find("#problem button").click();
        awaitDialog();
        give(QUERY);
        browser.awaitText("#summary", "As of");
    }

    @Test
    void theStreamOfTheLivePageBringsTheToken() {
        load("/live");
        awaitDialog();
        give(QUERY);
        browser.awaitText("#connection", "Connected");
        browser.run("document.querySelector('input[value=paste]').click()");
        browser.await("a cell", d -> browser.isTrue("return !!document.getElementById('paste-cell').value"));
        browser.find("#paste").sendKeys("-85 -84 -84 -83 -83 -83 -82 -82 -83 -84 -85 -86");

        browser.awaitText("#answer", "12 samples");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theDialogFitsAPhoneAndKeepsTheFocus(String scheme) throws Exception {
        browser.look(new Look(390, scheme));
        load("/");
        awaitDialog();
        browser.screenshot("token-" + new Look(390, scheme));

        for (int i = 0; i < 6; i++) {
            browser.press(Keys.TAB);
            assertThat(browser.isTrue("const e = document.activeElement;"
                            + " return e === document.body || !!e.closest('dialog')"))
                    .isTrue();
        }
        assertThat(browser.isTrue("const r = document.querySelector('dialog').getBoundingClientRect();"
                        + " return r.left >= 0 && r.right <= 390"))
                .isTrue();
    }

    private static void load(String path) {
        browser.load("http://127.0.0.1:" + wayside.service.port() + path);
    }

    private static void awaitDialog() {
        browser.await("the dialog", d -> browser.isTrue("return !!document.querySelector('dialog[open]')"));
    }

    private static void give(String token) {
        browser.find("#token").clear();
        browser.find("#token").sendKeys(token, Keys.ENTER);
    }
}
