package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    private static final Pattern DASHBOARD = Pattern.compile("The dashboard is on (http://127\\.0\\.0\\.1:\\d+/) .*");

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void itEndsByServingTheDashboardOnRequest() throws Exception {
        Process demo = WaysideProcess.in(folder).withHeap("512m").start("demo", "--serve");
        try (BufferedReader lines = demo.inputReader()) {
            List<String> said = new ArrayList<>();
            Matcher address = DASHBOARD.matcher("");
            while (!address.matches()) {
                String line = lines.readLine();
                assertThat(line).as("after %s", said).isNotNull();
                said.add(line);
                address = DASHBOARD.matcher(line);
            }

            HttpRequest page =
                    HttpRequest.newBuilder(URI.create(address.group(1))).build();
            assertThat(HttpClient.newHttpClient()
                            .send(page, BodyHandlers.ofString())
                            .body())
                    .contains("<title>Route · Wayside</title>");
            demo.destroy();
            assertThat(demo.waitFor()).as("ended by SIGTERM").isEqualTo(143);
        } finally {
            demo.destroyForcibly();
        }
    }
}
