package dev.wayside.relay.docs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.ConfigFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds ranges and required keys on the pages of settings to what the reader of the files accepts. */
class SettingLimitsTest {

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    @TempDir
    private Path folder;

    @Test
    void requiredKeysAreRequired() throws Exception {
        for (Map.Entry<Path, Class<?>> example : ExampleFile.ALL.entrySet()) {
            for (Setting setting : SettingSection.settings(example.getValue())) {
                JsonNode all = YAML.readTree(ExampleFile.read(example.getKey()).withAll());
                List<ObjectNode> holders = setting.holders(all);
                if (setting.isRequired() && !holders.isEmpty()) {
                    holders.get(0).remove(setting.key());
                    assertRefused(all, setting, example.getValue());
                }
            }
        }
    }

    @Test
    void rangesAreThoseOfTheReader() throws Exception {
        for (Map.Entry<Path, Class<?>> example : ExampleFile.ALL.entrySet()) {
            for (Setting setting : SettingSection.settings(example.getValue())) {
                JsonNode all = YAML.readTree(ExampleFile.read(example.getKey()).withAll());
                List<ObjectNode> holders = setting.holders(all);
                if (setting.range()
                                .filter(range -> NUMBER.matcher(range).find())
                                .isPresent()
                        && !holders.isEmpty()) {
                    for (double inside : inside(setting)) {
                        put(holders.get(0), setting, inside);
                        read(YAML.writeValueAsString(all), example.getValue());
                    }
                    for (double outside : outside(setting)) {
                        put(holders.get(0), setting, outside);
                        assertRefused(all, setting, example.getValue());
                    }
                }
            }
        }
    }

    private static List<Double> inside(Setting setting) {
        List<Double> limits = new ArrayList<>(limits(setting));
        if (setting.range().orElseThrow().startsWith("above")) {
            limits.set(0, limits.get(0) + 1);
        }
        return limits;
    }

    private static List<Double> outside(Setting setting) {
        List<Double> limits = limits(setting);
        List<Double> outside = new ArrayList<>();
        outside.add(limits.get(0) - (setting.range().orElseThrow().startsWith("above") ? 0 : 1));
        if (limits.size() > 1) {
            outside.add(limits.get(1) + 1);
        }
        return outside;
    }

    private static List<Double> limits(Setting setting) {
        return NUMBER.matcher(setting.range().orElseThrow())
                .results()
                .map(MatchResult::group)
                .map(Double::valueOf)
                .toList();
    }

    private static void put(ObjectNode holder, Setting setting, double value) {
        JsonNode number = setting.type().value() == Integer.class
                ? YAML.getNodeFactory().numberNode((int) value)
                : YAML.getNodeFactory().numberNode(value);
        holder.set(
                setting.key(), setting.type().isList() ? YAML.createArrayNode().add(number) : number);
    }

    private void assertRefused(JsonNode config, Setting setting, Class<?> type) {
        assertThatThrownBy(() -> read(YAML.writeValueAsString(config), type))
                .as(setting.path())
                .isInstanceOf(ConfigException.class);
    }

    private void read(String text, Class<?> type) throws ConfigException, IOException {
        ConfigFile.read(Files.writeString(folder.resolve("relay.yaml"), text), type);
    }
}
