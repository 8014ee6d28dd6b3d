package dev.wayside.relay.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
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
import org.jspecify.annotations.Nullable;

/** A reader of YAML configuration. Unknown settings are refused, so that a misspelled one is noticed. */
public final class ConfigFile {

    /** Chosen: a hundred times a large configuration. */
    private static final int MAX_BYTES = 1 << 20;

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
     * @throws ConfigException if its content is not valid
     * @throws IOException if it cannot be read
     */
    public static <T> T read(Path file, Class<T> type) throws ConfigException, IOException {
        return parse(text(file), file.toString(), type);
    }

    /**
     * The text of a file of settings. A file that is too large for settings is refused: it would use up the memory of a
     * running relay.
     */
    static String text(Path file) throws ConfigException, IOException {
        if (Files.isDirectory(file)) {
            throw new ConfigException(file + ": is a folder; name a file in it");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new ConfigException(
                    file + ": more than " + MAX_BYTES + " bytes, too long for settings; name another file");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + ": is not text in UTF-8; convert it, or name another file", e);
        }
    }

    static <T> T parse(String yaml, String name, Class<T> type) throws ConfigException {
        try {
            // Jackson makes a null of "~" and "null".
            Optional<T> read = yaml.isBlank() ? Optional.empty() : Optional.ofNullable(YAML.readValue(yaml, type));
            return read.orElseThrow(() -> new ConfigException(name + ": is empty; write the settings into it"));
        } catch (JsonProcessingException e) {
            throw new ConfigException(name + place(yaml, e) + ": " + reason(e), e);
        }
    }

    /** JSON of a configuration, or of a part of it. */
    static String toJson(Object read) {
        try {
            return JSON.writeValueAsString(read);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration cannot be written as JSON", e);
        }
    }

    private static String place(String yaml, JsonProcessingException failure) {
        if (!(failure instanceof JsonMappingException mapping)) {
            return line(failure.getLocation());
        }
        if (mapping.getPath().isEmpty()) {
            return line(mapping.getLocation());
        }
        return syntax(mapping).map(ConfigFile::line).orElseGet(() -> line(yaml, pointer(mapping)))
                + ", "
                + mapping.getPathReference()
                        .replaceAll("[\\w.]+\\[\"(\\w+)\"\\]", "$1")
                        .replaceAll("java\\.[\\w.$]+", "")
                        .replace("->", ".");
    }

    private static String line(@Nullable JsonLocation location) {
        return location == null ? "" : ", line " + location.getLineNr();
    }

    /** The place of a syntax error that was found while a setting was read. */
    private static Optional<JsonLocation> syntax(JsonMappingException failure) {
        return failure.getCause() instanceof JsonProcessingException cause && !(cause instanceof JsonMappingException)
                ? Optional.ofNullable(cause.getLocation())
                : Optional.empty();
    }

    /** The line of a setting: Jackson has read to the end of the record by the time it fails. */
    private static String line(String yaml, JsonPointer place) {
        try (JsonParser parser = YAML.createParser(yaml)) {
            while (parser.nextToken() != null) {
                if (parser.getParsingContext().pathAsPointer().equals(place)) {
                    return line(parser.currentTokenLocation());
                }
            }
            return "";
        } catch (IOException e) {
            // The text before the setting was parsed once, so this cannot happen; the message then has no line.
            return "";
        }
    }

    private static JsonPointer pointer(JsonMappingException failure) {
        JsonPointer pointer = JsonPointer.empty();
        for (JsonMappingException.Reference step : failure.getPath()) {
            pointer = step.getFieldName() == null
                    ? pointer.appendIndex(step.getIndex())
                    : pointer.appendProperty(step.getFieldName());
        }
        return pointer;
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
                : failure.getOriginalMessage().replaceAll("\\s+", " ");
    }
}
