package dev.wayside.relay.docs;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A key of a configuration file. The Javadoc of its record component says, apart by semicolons: the meaning, a range
 * such as "above 0" where there is one, and the default as "... if absent".
 *
 * @param path such as {@code uplinks[].mtu}
 * @param type of its value
 * @param range of its value; empty if there is none
 * @param initial the default; empty if there is none
 * @param meaning what it does
 */
record Setting(String path, SettingType type, Optional<String> range, Optional<String> initial, String meaning) {

    private static final String ABSENT = " if absent";
    private static final Pattern RANGE =
            Pattern.compile("(one|\\d+) or (more|above)|above \\d+(, up to \\d+)?|\\d+ to \\d+");

    static Setting of(String section, RecordComponent component, RecordJavadoc javadoc) {
        String text = Optional.ofNullable(javadoc.components().get(component.getName()))
                .orElseThrow(() -> new AssertionError("describe " + component + " with @param"));
        List<String> clauses = Arrays.asList(text.split("; "));
        return new Setting(
                section + component.getName(),
                SettingType.of(component.getGenericType()),
                clauses.stream().filter(RANGE.asMatchPredicate()).findFirst(),
                clauses.stream()
                        .filter(clause -> clause.endsWith(ABSENT))
                        .map(clause -> clause.substring(0, clause.length() - ABSENT.length()))
                        .findFirst(),
                clauses.stream()
                        .filter(RANGE.asMatchPredicate().negate())
                        .filter(clause -> !clause.endsWith(ABSENT))
                        .collect(Collectors.joining("; ")));
    }

    /** The beginning of the paths of its own keys. */
    String prefix() {
        return path + (type.isList() ? "[]." : ".");
    }

    boolean isRequired() {
        return type.isRequired() || range.equals(Optional.of("one or more"));
    }

    String row() {
        return GeneratedPage.row(
                "`" + path + "`",
                type.words() + range.map(limits -> ", " + limits).orElse(""),
                isRequired() ? "required" : initial.orElse("none").replaceFirst("^[\\d.]+$", "`$0`"),
                sentence());
    }

    private String sentence() {
        return Character.toUpperCase(meaning.charAt(0)) + meaning.substring(1) + ".";
    }

    String key() {
        return path.replaceFirst(".*\\.", "");
    }

    /** The mappings in a file that have the key. */
    List<ObjectNode> holders(JsonNode file) {
        List<JsonNode> found = List.of(file);
        String[] steps = path.split("\\.");
        for (int i = 0; i < steps.length - 1; i++) {
            String step = steps[i];
            found = found.stream().flatMap(node -> children(node, step)).toList();
        }
        return found.stream()
                .filter(node -> node.has(key()))
                .map(ObjectNode.class::cast)
                .toList();
    }

    private static Stream<JsonNode> children(JsonNode node, String step) {
        return step.endsWith("[]")
                ? StreamSupport.stream(
                        node.path(step.substring(0, step.length() - 2)).spliterator(), false)
                : Stream.of(node.path(step));
    }
}
