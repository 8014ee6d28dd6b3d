package dev.wayside.traceingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each row of the README's table "Formats tried" names a case of {@code spec/*.yaml}, which {@link LogFormatSpecTest}
 * runs.
 */
class FormatsTriedTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String TITLE = "### Formats tried";

    @Test
    void theTableHasRows() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(20);
    }

    @TestFactory
    Stream<DynamicTest> theCaseOfEachRowExists() throws IOException {
        return rows().stream().map(row -> DynamicTest.dynamicTest(row, () -> requireCase(row)));
    }

    private static List<String> rows() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String table = readme.substring(readme.indexOf(TITLE) + TITLE.length());
        return table.substring(0, table.indexOf("\n#"))
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }

    private static void requireCase(String row) throws IOException {
        String[] test = row.split("\\|")[3].strip().split(": ", 2);
        assertThat(names(test[0].replace("`", ""))).contains(test[1]);
    }

    private static List<String> names(String file) throws IOException {
        try (InputStream yaml = FormatsTriedTest.class.getResourceAsStream("/spec/" + file + ".yaml")) {
            return YAML.readTree(yaml).findValues("name").stream()
                    .map(JsonNode::asText)
                    .toList();
        }
    }
}
