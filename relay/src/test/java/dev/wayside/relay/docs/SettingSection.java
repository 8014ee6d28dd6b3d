package dev.wayside.relay.docs;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of one mapping of a configuration file.
 *
 * @param prefix the beginning of their paths; empty for those of the file
 * @param summary what the mapping is
 * @param settings its keys
 */
record SettingSection(String prefix, String summary, List<Setting> settings) {

    /** The file itself, and the mappings in it. */
    static List<SettingSection> of(Class<?> config) throws IOException {
        List<SettingSection> sections = new ArrayList<>();
        collect("", config, sections);
        return sections;
    }

    /** Every key of a file. */
    static List<Setting> settings(Class<?> config) throws IOException {
        return of(config).stream()
                .flatMap(section -> section.settings().stream())
                .toList();
    }

    private static void collect(String prefix, Class<?> type, List<SettingSection> sections) throws IOException {
        RecordJavadoc javadoc = RecordJavadoc.of(type);
        List<Setting> settings = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            settings.add(Setting.of(prefix, component, javadoc));
        }
        sections.add(new SettingSection(prefix, javadoc.summary(), settings));
        for (Setting setting : settings) {
            if (setting.type().isMapping()) {
                collect(setting.prefix(), setting.type().value(), sections);
            }
        }
    }

    String text() {
        StringBuilder text = new StringBuilder("\n## ")
                .append(prefix.isEmpty() ? "The file" : "`" + prefix.replaceAll("(\\[])?\\.$", "") + "`")
                .append("\n\n")
                .append(summary)
                .append("\n\n| key | value | default | meaning |\n|---|---|---|---|\n");
        settings.forEach(setting -> text.append(setting.row()));
        return text.toString();
    }
}
