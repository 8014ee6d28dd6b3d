package dev.wayside.api.docs;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.wayside.api.ServeCommand;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Lists every setting of {@code wayside serve} in docs/settings-serve.md. */
class PageOfSettingsTest {

    private static final Pattern DEFAULT = Pattern.compile("\\s*\\(default: [^()]*\\)");

    @Test
    void thePageListsEverySetting() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Settings of `wayside serve`

                Generated from the code by `PageOfSettingsTest`: do not edit. Each setting is an option on the command
                line (`--port 9090`), a key of the YAML file (`port: 9090`), and an environment variable. The command
                line goes before the environment, the environment before the file, the file before the default.

                | setting | variable | default | meaning |
                |---|---|---|---|
                """);
        new CommandLine(new ServeCommand())
                .getCommandSpec().options().stream()
                        .filter(option -> !option.usageHelp() && !option.versionHelp())
                        .forEach(option -> page.append(row(option)));
        page.append("""

                `tokens` is a key of the file only: a list of `name`, `scopes` and `sha256`, as `wayside config token` prints
                them.
                """);
        new GeneratedPage("settings-serve.md").requireUpToDate(page.toString());
    }

    private static String row(OptionSpec option) {
        String key = option.longestName().substring(2);
        return "| `%s` | `WAYSIDE_%s` | %s | %s |%n"
                .formatted(
                        key,
                        key.replace('-', '_').toUpperCase(Locale.ROOT),
                        initial(option),
                        GeneratedPage.cell(meaning(option)))
                .replace(System.lineSeparator(), "\n");
    }

    private static String initial(OptionSpec option) {
        Object value = option.initialValue();
        return value == null
                        || value instanceof List<?>
                        || String.valueOf(value).isEmpty()
                ? ""
                : "`" + value.toString().toLowerCase(Locale.ROOT) + "`";
    }

    private static String meaning(OptionSpec option) {
        return DEFAULT.matcher(String.join(" ", option.description())).replaceAll("");
    }
}
