package dev.wayside.relay.docs;

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
                        "docs/%s is stale; regenerate it: mvn -pl relay -am test -Dtest='PageOfRelay*Test' -D%s=true"
                                + " -Dsurefire.failIfNoSpecifiedTests=false",
                        file.getFileName(), WRITE)
                .hasContent(text);
    }

    /** One row of a table. */
    static String row(String... cells) {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(' ').append(cell.replace("|", "\\|").strip()).append(" |");
        }
        return row.append('\n').toString();
    }
}
