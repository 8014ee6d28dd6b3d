package dev.wayside.peers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A comparison as Markdown: the tables, and what one has to know to read them. */
record ComparisonText(Comparison comparison) {

    private static final int LINE_LENGTH = 120;

    String toMarkdown() {
        String tables = comparison.sets().stream()
                .filter(set -> !set.results().isEmpty())
                .map(set -> new ResultTable(set).toMarkdown())
                .collect(Collectors.joining("\n"));
        return """
                Median microseconds of CPU per query, one thread; in brackets how many times as long as Wayside with each query
                alone. Build time (CPU of all threads), size and recall are those at the largest size a peer was measured at.

                %s
                Wayside answers the harder question: the nearest window of each of the %d nearest *visits*. The others find the
                %d nearest *windows*, most of which lie side by side in a few visits. Its answers to a hundred of the queries
                were compared with a scan of all windows in integers. A recall below %s is given next to the time.

                %s

                %s.

                    %s
                """.formatted(
                        tables,
                        NearestWindows.K,
                        NearestWindows.K,
                        PeerProcess.ACCURATE_RECALL,
                        versions(),
                        comparison.machine(),
                        comparison.command());
    }

    /** Each version once, with the first of the peers that are of it. */
    private String versions() {
        Map<String, String> peerOfVersion = comparison.sets().stream()
                .flatMap(set -> set.results().stream())
                .collect(Collectors.toMap(
                        PeerResult::version, PeerResult::peer, (first, later) -> first, LinkedHashMap::new));
        return wrapped(peerOfVersion.entrySet().stream()
                .map(entry -> entry.getValue() + ": " + entry.getKey())
                .collect(Collectors.joining("; ", "Versions: ", ".")));
    }

    private static String wrapped(String paragraph) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : paragraph.split(" ", -1)) {
            if (column > 0) {
                boolean fits = column + 1 + word.length() <= LINE_LENGTH;
                lines.append(fits ? ' ' : '\n');
                column = fits ? column + 1 : 0;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }
}
