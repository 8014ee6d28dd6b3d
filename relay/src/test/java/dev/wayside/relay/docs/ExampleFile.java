package dev.wayside.relay.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.EdgeConfig;

/**
 * An example of a configuration file. A comment begins with "# " and a word; anything else after a # is a setting that
 * is commented out, with the deeper lines that follow it.
 */
final class ExampleFile {

    /** The examples, and the records that their text becomes. */
    static final Map<Path, Class<?>> ALL =
            Map.of(Path.of("edge-example.yaml"), EdgeConfig.class, Path.of("cloud-example.yaml"), CloudConfig.class);

    private static final Pattern COMMENTED_OUT = Pattern.compile("^( *)#(?! \\S|$)( *)");
    private static final Pattern REPLACES = Pattern.compile("# instead of (\\w+)");

    private final List<String> lines;

    private ExampleFile(List<String> lines) {
        this.lines = lines;
    }

    static ExampleFile read(Path file) throws IOException {
        return new ExampleFile(Files.readAllLines(file));
    }

    /** The file with one more setting in use, for each that is commented out. */
    List<String> withEach() {
        return blocks().stream().map(this::with).toList();
    }

    /** The file with all settings in use, but those that replace another. */
    String withAll() {
        List<Integer> all = new ArrayList<>();
        blocks().stream().filter(block -> replaced(block).isEmpty()).forEach(all::addAll);
        return with(all);
    }

    /** The file with all settings, also those that exclude each other. */
    String whole() {
        return String.join("\n", lines.stream().map(ExampleFile::uncommented).toList());
    }

    /** Lines of each setting that is commented out. */
    private List<List<Integer>> blocks() {
        List<List<Integer>> blocks = new ArrayList<>();
        int depth = -1;
        for (int line = 0; line < lines.size(); line++) {
            Matcher start = COMMENTED_OUT.matcher(lines.get(line));
            if (!start.find()) {
                depth = -1;
            } else if (depth >= 0 && depth(start) > depth) {
                blocks.get(blocks.size() - 1).add(line);
            } else {
                depth = depth(start);
                blocks.add(new ArrayList<>(List.of(line)));
            }
        }
        return blocks;
    }

    private static int depth(MatchResult start) {
        return start.group(1).length() + start.group(2).length();
    }

    private String with(List<Integer> block) {
        Optional<String> replaced = replaced(block);
        List<String> text = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            String written = lines.get(line);
            if (replaced.isEmpty() || !written.strip().startsWith(replaced.get() + ":")) {
                text.add(block.contains(line) ? uncommented(written) : written);
            }
        }
        return String.join("\n", text);
    }

    private Optional<String> replaced(List<Integer> block) {
        return block.stream()
                .flatMap(line -> REPLACES.matcher(lines.get(line)).results())
                .map(replaces -> replaces.group(1))
                .findFirst();
    }

    private static String uncommented(String line) {
        return COMMENTED_OUT.matcher(line).replaceFirst("$1$2");
    }
}
