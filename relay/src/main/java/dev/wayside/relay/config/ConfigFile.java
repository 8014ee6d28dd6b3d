package dev.wayside.relay.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** Reads YAML configuration; what is not known is refused, so that a slip of the pen does not go unnoticed. */
public final class ConfigFile {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new Jdk8Module())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .build();

    private ConfigFile() {}

    /**
     * Reads a file.
     *
     * @throws ConfigException if it is not what it should be
     * @throws IOException if it cannot be read
     */
    public static <T> T read(Path file, Class<T> type) throws ConfigException, IOException {
        if (Files.isDirectory(file)) {
            throw new ConfigException(file + ": is a folder; name the file in it");
        }
        return parse(Files.readString(file), file.toString(), type);
    }

    static <T> T parse(String yaml, String name, Class<T> type) throws ConfigException {
        try {
            // Jackson makes a null of "~" and "null".
            Optional<T> read = yaml.isBlank() ? Optional.empty() : Optional.ofNullable(YAML.readValue(yaml, type));
            return read.orElseThrow(() -> new ConfigException(name + ": is empty"));
        } catch (JsonProcessingException e) {
            throw new ConfigException(name + place(e) + ": " + reason(e), e);
        }
    }

    /** What was read, or a part of it, as JSON. */
    static String toJson(Object read) {
        try {
            return JSON.writeValueAsString(read);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }

    private static String place(JsonProcessingException failure) {
        JsonLocation location = failure.getLocation();
        String line = location == null ? "" : ", line " + location.getLineNr();
        return failure instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? line + ", "
                        + mapping.getPathReference()
                                .replaceAll("[\\w.]+\\[\"(\\w+)\"\\]", "$1")
                                .replaceAll("java\\.[\\w.$]+", "")
                                .replace("->", ".")
                : line;
    }

    private static String reason(JsonProcessingException failure) {
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return "there is no '" + unknown.getPropertyName() + "' here, but "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        Throwable cause = failure.getCause();
        return cause instanceof IllegalArgumentException
                ? String.valueOf(cause.getMessage())
                : failure.getOriginalMessage();
    }
}
