package dev.wayside.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page below docs/ that is generated from the code; a test fails when it is stale. */
final class GeneratedPage {

    private static final String WRITE = "wayside.docs.write";

    private final Path file;

    GeneratedPage(String name) {
        this.file = Path.of("..", "docs", name);
    }

    /** Compares the page with what the code says now, or writes it where that is asked for. */
    void requireUpToDate(String text) throws IOException {
        if (System.getProperty(WRITE) != null) {
            Files.writeString(file, text);
        }
        assertThat(file)
                .as(
                        "docs/%s is stale; regenerate it: mvn -pl api -am test -Dtest='*PageOf*Test' -D%s=true"
                                + " -Dsurefire.failIfNoSpecifiedTests=false",
                        file.getFileName(), WRITE)
                .hasContent(text);
    }

    /** One cell of a table. */
    static String cell(String text) {
        return text.replace("|", "\\|").strip();
    }
}
