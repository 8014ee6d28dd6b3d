package dev.wayside.api.blackbox;

import java.nio.file.Path;

import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.WaysideService;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.Test;

/**
 * How long each page of the dashboard takes over a large store, opened twice: until it shows something, how long its
 * script holds the browser at most, and how long what a user does there takes.
 *
 * <p>{@code mvn -pl .,kvstore,trace-ingest,matcher,fusion,datasets,client,api test -Dtest=DashboardBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -Dwayside.benchmark.store=STORE}
 */
class DashboardBenchmark {

    private static final String MAX_TASK = "const done = arguments[0]; let longest = 0;"
            + " new PerformanceObserver(list => list.getEntries().forEach(e => longest = Math.max(longest, e.duration)))"
            + ".observe({type: 'longtask', buffered: true}); setTimeout(() => done(Math.round(longest)), 500)";

    /** Until the frame after the one that shows the change. */
    private static final String TIMED =
            "const done = arguments[1]; const begin = performance.now(); new Function(arguments[0])();"
                    + " requestAnimationFrame(() => requestAnimationFrame(() => done(Math.round(performance.now() - begin))))";

    @Test
    void pagesAreShownAndStayResponsive() throws Exception {
        Path directory = Path.of(System.getProperty("wayside.benchmark.store", "wayside-demo/store"));
        try (HistoryStore store = RocksDbHistoryStore.open(directory);
                WaysideService service = WaysideService.start(store, ServiceSettings.onLoopback(store.settings(), 0));
                Browser browser = new Browser()) {
            String address = "http://127.0.0.1:" + service.port();
            browser.look(Browser.Look.DESK);
            for (String page : new String[] {"/", "/cell", "/live", "/status"}) {
                for (String time : new String[] {"first", "again"}) {
                    long begin = System.nanoTime();
                    browser.load(address + page);
                    browser.awaitShown();
                    long shownMillis = (System.nanoTime() - begin) / 1_000_000;
                    browser.awaitWhole();
                    long wholeMillis = (System.nanoTime() - begin) / 1_000_000;
                    System.out.printf(
                            "%-8s %-6s shown after %,6d ms, whole after %,6d ms, longest task %s ms%n",
                            page, time, shownMillis, wholeMillis, browser.runAsync(MAX_TASK));
                }
            }
            browser.open(address + "/");
            time(browser, "another carrier", "document.querySelector('input[value=cucc]').click()");
            time(browser, "another colour", "document.querySelector('input[value=downlinkBps]').click()");
            time(browser, "all cells", "document.querySelector('details').open = true");
            browser.open(address + "/cell");
            browser.await("a prediction", d -> !browser.texts("#answer .tile").isEmpty());
            time(browser, "a day hidden", "document.querySelector('#days input').click()");
        }
    }

    private static void time(Browser browser, String what, String script) {
        System.out.printf("%-15s %s ms%n", what, browser.runAsync(TIMED, script));
    }
}
