package dev.wayside.relay.docs;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Javadoc of a record, read from its source.
 *
 * @param summary the text before the components
 * @param components text by component
 */
record RecordJavadoc(String summary, Map<String, String> components) {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String COMMENT =
            "(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*(?:public )?record ";
    private static final Pattern VALUE = Pattern.compile("\\{@value #(\\w+)}");

    static RecordJavadoc of(Class<?> type) throws IOException {
        String source = Files.readString(
                SOURCES.resolve(type.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java"));
        Matcher found = Pattern.compile(COMMENT + type.getSimpleName() + "\\(").matcher(source);
        if (!found.find()) {
            throw new AssertionError("no Javadoc before record " + type.getSimpleName());
        }
        String[] parts = plain(found.group(1), type).split("@param ");
        Map<String, String> components = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] nameAndText = parts[i].split(" ", 2);
            components.put(nameAndText[0], nameAndText[1].strip());
        }
        return new RecordJavadoc(parts[0].strip(), components);
    }

    private static String plain(String comment, Class<?> type) {
        String text = comment.replaceAll("(?m)^\\s*\\*", " ").replaceAll("\\s+", " ");
        String plain = VALUE.matcher(text)
                .replaceAll(constant -> value(type, constant.group(1)))
                .replaceAll("\\{@code ([^}]*)}", "`$1`");
        if (plain.contains("{@")) {
            throw new AssertionError("use only {@code} and {@value} in the Javadoc of " + type.getSimpleName());
        }
        return plain;
    }

    private static String value(Class<?> type, String constant) {
        try {
            Field field = type.getDeclaredField(constant);
            field.setAccessible(true);
            return String.valueOf(field.get(null));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no constant " + constant + " in " + type.getSimpleName(), e);
        }
    }
}
