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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds sources and documents to the field's words. */
class PlainWordsTest {

    /** Use instead: max, min, predicted, again or reset, baseline, fix, pending, stalled, should, silently. */
    private static final Pattern FORBIDDEN = Pattern.compile("\\b(MOST|LEAST|LARGEST|SMALLEST|LONGEST|GREATEST)_[A-Z]"
            + "|\\b(foretold|foretells?|foretelling|anew|straw m[ae]n|mend|mends|mended|unbegun|stood still|had better"
            + "|slip of the pen|without a word|whom)\\b");

    /** The table of old names in the changelog, which has to spell them. */
    private static final Pattern RENAMED = Pattern.compile("(?s)\\n### Renamed\\n.*?(?=\\n##|\\z)");

    private static final List<String> ENDINGS = List.of(".java", ".js", ".yaml", ".html", ".css");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api/src/main",
                "client/src/main",
                "datasets/src/main",
                "datasets/peers/src/main",
                "fusion/src/main",
                "kvstore/src/main",
                "matcher/src/main",
                "relay/src/main",
                "trace-ingest/src/main"
            })
    void sourcesUsePlainWords(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..").resolve(folder))) {
            assertThat(files.filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith)))
                    .isNotEmpty()
                    .allSatisfy(PlainWordsTest::requirePlain);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api/README.md",
                "client/README.md",
                "datasets/README.md",
                "datasets/EVALUATION.md",
                "fusion/README.md",
                "kvstore/README.md",
                "matcher/README.md",
                "relay/README.md",
                "trace-ingest/README.md",
                "README.md",
                "ARCHITECTURE.md",
                "CHANGELOG.md",
                "docs/relay-decisions.md",
                "docs/relay-design.md",
                "docs/relay-figures.md",
                "docs/relay-history.md",
                "docs/relay-lab.md",
                "docs/relay-operation.md",
                "docs/relay-policy.md",
                "docs/scaling.md",
                "docs/service-calls.md",
                "docs/service-operations.md",
                "docs/service-figures.md",
                "docs/dashboard.md"
            })
    void documentsUsePlainWords(String document) {
        requirePlain(Path.of("..").resolve(document));
    }

    private static void requirePlain(Path file) {
        try {
            String text = RENAMED.matcher(Files.readString(file, StandardCharsets.UTF_8))
                    .replaceAll("");
            assertThat(FORBIDDEN.matcher(text).results().map(MatchResult::group))
                    .as("words in %s that have a plain one", file)
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
