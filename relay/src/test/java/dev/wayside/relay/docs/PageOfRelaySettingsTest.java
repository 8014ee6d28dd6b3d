package dev.wayside.relay.docs;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.wayside.relay.RelayProgram;
import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.EdgeConfig;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lists every option and every key of the configuration of both relays in docs/settings-edge.md and settings-cloud.md.
 */
class PageOfRelaySettingsTest {

    private static final Pattern DEFAULT = Pattern.compile("\\(default: ([^;()]*)(?:; )?");

    @Test
    void thePageOfTheEdgeListsEverySetting() throws IOException {
        new GeneratedPage("settings-edge.md").requireUpToDate(page("edge", """
                This page lists the options of `wayside relay edge` and every key of its configuration file, with values and
                defaults. Look here when you write the file of a vehicle's relay; [edge-example.yaml](../relay/edge-example.yaml) is
                one to start from.
                """, EdgeConfig.class));
    }

    @Test
    void thePageOfTheCloudListsEverySetting() throws IOException {
        new GeneratedPage("settings-cloud.md").requireUpToDate(page("cloud", """
                This page lists the options of `wayside relay cloud` and every key of its configuration file, with values and
                defaults. Look here when you write the file of the relay near the servers;
                [cloud-example.yaml](../relay/cloud-example.yaml) is one to start from.
                """, CloudConfig.class));
    }

    private static String page(String command, String purpose, Class<?> config) throws IOException {
        StringBuilder page = new StringBuilder("# Settings of `wayside relay " + command + "`\n\n")
                .append(purpose)
                .append("""

                Generated from the code by `PageOfRelaySettingsTest`: do not edit. An unknown key or an invalid value stops the
                start, and the message names the line.

                ## Command line

                | option | default | meaning |
                |---|---|---|
                """);
        new CommandLine(RelayProgram.class)
                .getSubcommands().get(command).getCommandSpec().options().stream()
                        .filter(option -> !option.usageHelp() && !option.versionHelp())
                        .forEach(option -> page.append(row(option)));
        SettingSection.of(config).forEach(section -> page.append(section.text()));
        return page.toString();
    }

    private static String row(OptionSpec option) {
        String description = String.join(" ", option.description());
        Matcher initial = DEFAULT.matcher(description);
        return GeneratedPage.row(
                "`" + option.longestName() + "`",
                option.required() ? "required" : initial.find() ? "`" + initial.group(1) + "`" : "",
                DEFAULT.matcher(description).replaceFirst("(").replace(" ()", ""));
    }
}
