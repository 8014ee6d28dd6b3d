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

/** Rules of the words in sources and documents. */
class PlainWordsTest {

    /**
     * Use instead: max, min, predicted, again or reset, baseline, fix, pending, stalled, should, silently, next to,
     * these, closed or missing, without.
     */
    private static final Pattern FORBIDDEN = Pattern.compile("\\b(MOST|LEAST|LARGEST|SMALLEST|LONGEST|GREATEST)_[A-Z]"
            + "|\\b(foretold|foretells?|foretelling|anew|straw m[ae]n|mend|mends|mended|unbegun|stood still|had better"
            + "|slip of the pen|without a word|whom)\\b"
            + "|\\b(?i:beside|so many|is gone|are gone|told of|for want of)\\b");

    /** The table of old names in the changelog, which has to spell them. */
    private static final Pattern RENAMED = Pattern.compile("(?s)\\n### Renamed\\n.*?(?=\\n##|\\z)");

    /** Comments on types and methods that do not start with a noun. */
    private static final Pattern OPENING = Pattern.compile("/\\*\\*\\s+(\\* )?(What|Whether|One that|Has)\\b");

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
                    .allSatisfy(file -> {
                        requireNo(FORBIDDEN, file);
                        requireNo(OPENING, file);
                    });
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
        requireNo(FORBIDDEN, Path.of("..").resolve(document));
    }

    private static void requireNo(Pattern pattern, Path file) {
        try {
            String text = RENAMED.matcher(Files.readString(file, StandardCharsets.UTF_8))
                    .replaceAll("");
            assertThat(pattern.matcher(text).results().map(MatchResult::group))
                    .as("words in %s that CONTRIBUTING.md replaces", file)
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
