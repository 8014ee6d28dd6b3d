package dev.wayside.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.wayside.api.http.access.AccessToken;
import dev.wayside.api.http.access.Scope;

/**
 * A configuration file: YAML whose keys are the long options of {@code wayside serve}, and the tokens.
 *
 * @param settings option names without their dashes, and their values
 * @param tokens who may call
 */
record ConfigurationFile(Map<String, Setting> settings, List<AccessToken> tokens) {

    /** No file. */
    static final ConfigurationFile NONE = new ConfigurationFile(Map.of(), List.of());

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private static final String TOKENS = "tokens";
    private static final Set<String> TOKEN_KEYS = Set.of("name", "scopes", "sha256");

    /**
     * Reads a file.
     *
     * @param known what may be set
     * @throws ConfigurationException if there is no such file, it is no YAML, or sets anything else
     */
    static ConfigurationFile read(Path file, Set<String> known) {
        try {
            byte[] yaml = Files.readAllBytes(file);
            JsonNode root = YAML.readTree(yaml);
            if (root.isMissingNode() || root.isNull()) {
                return NONE;
            }
            if (!root.isObject()) {
                throw new ConfigurationException(file + " holds no settings; write lines such as 'port: 8080'");
            }
            return new ConfigurationFile(settings(file, root, lines(yaml), known), tokens(file, root.path(TOKENS)));
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("there is no configuration file " + file + "; check the path");
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(file
                    + (e.getLocation() == null
                            ? ""
                            : ", line " + e.getLocation().getLineNr()) + ": no YAML ("
                    + e.getOriginalMessage().lines().findFirst().orElse("") + "); fix it");
        } catch (IOException e) {
            throw new ConfigurationException(
                    "cannot read the configuration file " + file + " (" + e.getMessage() + ")");
        }
    }

    /** Line number of each key of the outermost object. */
    private static Map<String, Integer> lines(byte[] yaml) throws IOException {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = YAML.createParser(yaml)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                lines.put(parser.currentName(), parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                parser.skipChildren();
            }
        }
        return lines;
    }

    private static Map<String, Setting> settings(
            Path file, JsonNode root, Map<String, Integer> lines, Set<String> known) {
        Map<String, Setting> settings = new TreeMap<>();
        for (Iterator<String> keys = root.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (key.equals(TOKENS)) {
                continue;
            }
            Setting setting = new Setting(root.get(key).asText(), lines.getOrDefault(key, 1));
            if (!known.contains(key)) {
                throw new ConfigurationException(
                        setting.place(file) + ": unknown setting " + key + "; known are " + TOKENS + ", "
                                + String.join(", ", known.stream().sorted().toList()));
            }
            if (!root.get(key).isValueNode() || root.get(key).isNull()) {
                throw new ConfigurationException(setting.place(file) + ": " + key + " must be one plain value");
            }
            settings.put(key, setting);
        }
        return settings;
    }

    private static List<AccessToken> tokens(Path file, JsonNode list) {
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw new ConfigurationException(file + ": tokens must be a list; 'wayside config token' writes entries");
        }
        List<AccessToken> tokens = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String place = file + ": tokens, entry " + (i + 1);
            requireOnly(place, list.get(i));
            try {
                AccessToken token = new AccessToken(
                        text(place, list.get(i), "name"),
                        scopes(place, list.get(i).path("scopes")),
                        text(place, list.get(i), "sha256"));
                requireNew(place, token, tokens);
                tokens.add(token);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(place + ": " + e.getMessage());
            }
        }
        return tokens;
    }

    private static void requireNew(String place, AccessToken token, List<AccessToken> before) {
        for (AccessToken other : before) {
            if (token.name().equals(other.name()) || token.sha256().equals(other.sha256())) {
                throw new ConfigurationException(
                        place + ": its name or hash is that of " + other.name() + "; each token needs its own");
            }
        }
    }

    private static void requireOnly(String place, JsonNode token) {
        for (Iterator<String> keys = token.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!TOKEN_KEYS.contains(key)) {
                throw new ConfigurationException(place + ": unknown " + key + "; known are name, scopes and sha256");
            }
        }
    }

    private static String text(String place, JsonNode token, String key) {
        if (!token.path(key).isValueNode() || token.get(key).isNull()) {
            throw new ConfigurationException(place + ": " + key + " is missing");
        }
        return token.get(key).asText();
    }

    private static Set<Scope> scopes(String place, JsonNode list) {
        Set<Scope> scopes = new HashSet<>();
        for (JsonNode scope : list) {
            try {
                scopes.add(Scope.valueOf(scope.asText().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        place + ": " + scope.asText() + " is not a scope; known scopes are query, ingest and admin");
            }
        }
        return scopes;
    }

    /**
     * A file's value of one option.
     *
     * @param value as it is written
     * @param line where, from 1
     */
    record Setting(String value, int line) {

        /** Position in the file, for the error message. */
        String place(Path file) {
            return file + ", line " + line;
        }
    }
}
