package dev.wayside.relay.docs;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.PolicyFile;
import dev.wayside.relay.config.Subnet;

/**
 * The type of a setting's value.
 *
 * @param value one value
 * @param isList whether it is a list of values
 * @param isRequired whether the setting may not be absent
 */
record SettingType(Class<?> value, boolean isList, boolean isRequired) {

    private static final Map<Class<?>, String> WORDS = Map.of(
            String.class, "text",
            Integer.class, "integer",
            Double.class, "number",
            Boolean.class, "`true`, `false`",
            Path.class, "path",
            URI.class, "URL",
            PolicyFile.class, "path",
            HostPort.class, "`HOST:PORT`",
            Subnet.class, "subnet");

    static SettingType of(Type declared) {
        if (declared instanceof ParameterizedType generic) {
            Class<?> argument = (Class<?>) generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class || generic.getRawType() == List.class) {
                return new SettingType(argument, generic.getRawType() == List.class, false);
            }
        }
        return new SettingType((Class<?>) declared, false, true);
    }

    /** Whether its value has keys of its own. */
    boolean isMapping() {
        return value.isRecord()
                && Arrays.stream(value.getMethods()).noneMatch(method -> method.isAnnotationPresent(JsonCreator.class));
    }

    String words() {
        String one = value.isEnum() ? constants() : isMapping() ? "mapping" : word();
        return isList ? "list of " + one + (one.endsWith("`") ? "" : "s") : one;
    }

    private String word() {
        return Optional.ofNullable(WORDS.get(value))
                .orElseThrow(() -> new AssertionError("name " + value + " in SettingType.WORDS"));
    }

    private String constants() {
        return Arrays.stream(value.getEnumConstants())
                .map(constant -> "`" + constant.toString().toLowerCase(Locale.ROOT) + "`")
                .collect(Collectors.joining(", "));
    }
}
