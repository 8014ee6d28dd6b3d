package dev.wayside.relay.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.ConfigFile;
import dev.wayside.relay.config.EdgeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the example files whole, with what is commented out, and holds them to the pages of settings. */
class ExampleFilesTest {

    private static final ObjectMapper YAML = new YAMLMapper();
    /** Written in the example of the edge only, or refused there. */
    private static final Map<Class<?>, Pattern> NOT_IN_EXAMPLE = Map.of(
            CloudConfig.class, Pattern.compile("(policy|kinds)\\[]\\..*"),
            EdgeConfig.class, Pattern.compile("authentication\\.acceptedKeyFiles"));

    @TempDir
    private Path folder;

    @Test
    void eachSettingThatIsCommentedOutIsAccepted() throws Exception {
        for (Map.Entry<Path, Class<?>> example : ExampleFile.ALL.entrySet()) {
            ExampleFile file = ExampleFile.read(example.getKey());
            assertThat(file.withEach()).hasSizeGreaterThan(5);
            for (String text : file.withEach()) {
                read(text, example.getValue());
            }
            read(file.withAll(), example.getValue());
        }
    }

    @Test
    void theExamplesHoldEveryKeyOfThePages() throws Exception {
        for (Map.Entry<Path, Class<?>> example : ExampleFile.ALL.entrySet()) {
            JsonNode whole = YAML.readTree(ExampleFile.read(example.getKey()).whole());
            Pattern notHere = NOT_IN_EXAMPLE.get(example.getValue());
            assertThat(SettingSection.settings(example.getValue()).stream()
                            .filter(setting -> !notHere.matcher(setting.path()).matches())
                            .filter(setting -> setting.holders(whole).isEmpty())
                            .map(Setting::path))
                    .as("keys that %s lacks; write each, commented out as '#key: value'", example.getKey())
                    .isEmpty();
        }
    }

    private void read(String text, Class<?> type) throws ConfigException, IOException {
        ConfigFile.read(Files.writeString(folder.resolve("relay.yaml"), text), type);
    }
}
