package dev.wayside.api.blackbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Needs a browser: {@code chromium} and {@code chromedriver}. Where they are not on the path the tests are skipped and
 * say so, unless the environment says {@code WAYSIDE_BROWSER=required}, as CI does.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@EnabledIf(
        value = "dev.wayside.api.blackbox.Browser#isExpected",
        disabledReason =
                "chromium and chromedriver are not on the path (on Debian: apt install chromium chromium-driver)")
@interface BrowserTest {}
