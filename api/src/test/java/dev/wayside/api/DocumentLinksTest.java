package dev.wayside.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Holds the documents to files that exist: links, and in CONTRIBUTING.md also paths in code spans. */
class DocumentLinksTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:|#)([^)#\\s]+)[^)]*\\)");
    private static final Pattern REFERENCE = Pattern.compile("(?m)^\\[[^\\]]+\\]:\\s+(?!https?:)([^#\\s]+)");
    private static final Pattern PATH_IN_CODE = Pattern.compile("`([\\w.-]+/[\\w./-]+\\.(?:java|yaml|md|sh))`");

    @Test
    void linksLeadToFiles() throws IOException {
        List<Path> documents = documents();
        assertThat(documents).hasSizeGreaterThan(15);
        assertThat(documents).allSatisfy(document -> requireFiles(document, LINK, document.resolveSibling("")));
        assertThat(documents).allSatisfy(document -> requireFiles(document, REFERENCE, document.resolveSibling("")));
    }

    @Test
    void contributingNamesFilesThatExist() {
        requireFiles(ROOT.resolve("CONTRIBUTING.md"), PATH_IN_CODE, ROOT);
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 2)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static void requireFiles(Path document, Pattern names, Path from) {
        List<String> missing = names.matcher(read(document))
                .results()
                .map((MatchResult result) -> result.group(1))
                .filter(name -> !Files.exists(from.resolve(name)))
                .toList();
        assertThat(missing)
                .as("files that %s names and that do not exist", document)
                .isEmpty();
    }

    private static String read(Path document) {
        try {
            return Files.readString(document, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
