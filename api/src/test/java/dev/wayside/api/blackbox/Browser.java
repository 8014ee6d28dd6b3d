package dev.wayside.api.blackbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;

import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium without a window. */
final class Browser implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    Browser() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(
                onPath("chromium").orElseThrow(() -> absent("chromium")).toFile());
        options.addArguments("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars");
        if (System.getProperty("user.name").equals("root")) {
            options.addArguments("--no-sandbox");
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        // Named, so that nothing is looked for elsewhere.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath("chromedriver")
                        .orElseThrow(() -> absent("chromedriver"))
                        .toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
    }

    /** True if tests that need a browser run. */
    static boolean isExpected() {
        boolean isRequired = "required".equals(System.getenv("WAYSIDE_BROWSER"));
        return isRequired
                || (onPath("chromium").isPresent() && onPath("chromedriver").isPresent());
    }

    private static IllegalStateException absent(String program) {
        return new IllegalStateException(
                program + " is not on the path; on Debian: apt install chromium chromium-driver");
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void look(Look look) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", look.width(), "height", 900, "deviceScaleFactor", 1, "mobile", look.isPhone()));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", look.scheme()))));
    }

    /** Opens a page and waits until it shows all its data, an empty history, or a problem. */
    void open(String url) {
        driver.get(url);
        awaitShown();
        awaitWhole();
    }

    /** Waits until the page has all it requested after its first display. */
    void awaitWhole() {
        await("the page to be no longer busy", d -> isTrue("return !document.querySelector('#page[aria-busy]')"));
    }

    /** Opens a page, whatever it shows. */
    void load(String url) {
        driver.get(url);
    }

    void awaitShown() {
        await(
                "the page to show something",
                d -> isTrue("return !document.getElementById('page').hidden || !!document.getElementById('empty')"
                        + " || !!document.querySelector('#problem > div')"));
    }

    void await(String what, Function<WebDriver, Boolean> condition) {
        new WebDriverWait(driver, TIMEOUT, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .withMessage(what)
                .until(condition);
    }

    void awaitText(String css, String part) {
        await(css + " to say " + part, d -> text(css).contains(part));
    }

    String text(String css) {
        return String.valueOf(run("return document.querySelector(arguments[0])?.innerText ?? ''", css));
    }

    List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    void press(Keys... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs what calls its last argument with a result. */
    Object runAsync(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    boolean isTrue(String script, Object... arguments) {
        return Boolean.TRUE.equals(run(script, arguments));
    }

    String path() {
        return String.valueOf(run("return location.pathname + location.search"));
    }

    /** The messages of the page in the console since the last call, of every level. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** A picture of the whole page for people to look at, in {@code target/screenshots}. */
    void screenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Map<String, Object> picture =
                driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.write(
                SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture.get("data"))));
    }

    @Override
    public void close() {
        driver.quit();
    }

    /** Width and colour scheme that a page is looked at with. */
    record Look(int width, String scheme) {

        static final Look DESK = new Look(1280, "light");

        boolean isPhone() {
            return width < 600;
        }

        @Override
        public String toString() {
            return (isPhone() ? "phone" : "desk") + "-" + scheme;
        }
    }
}
