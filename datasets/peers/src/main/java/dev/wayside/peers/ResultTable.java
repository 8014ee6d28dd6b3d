package dev.wayside.peers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results of one data set as a Markdown table: a row per peer, a column per size. */
final class ResultTable {

    private final Comparison.SetResults set;

    ResultTable(Comparison.SetResults set) {
        this.set = set;
    }

    String toMarkdown() {
        List<String> lines = new ArrayList<>();
        lines.add("**%s** (%s; %,d queries)".formatted(description(), visits(), queries()));
        lines.add("");
        lines.add(row(
                "",
                set.workloads().stream().map(label -> count(label.windows()) + " windows"),
                List.of("build, s", "bytes/window", "recall")));
        lines.add("|---".repeat(set.workloads().size() + 4) + "|");
        for (String peer : peers()) {
            lines.add(row(peer));
        }
        String candidates = candidates();
        if (!candidates.isEmpty()) {
            lines.add("");
            lines.add("Candidates looked at: " + candidates + ".");
        }
        return String.join("\n", lines) + "\n";
    }

    private String description() {
        return set.workloads().get(0).description();
    }

    private int queries() {
        return set.workloads().get(0).queries();
    }

    private String visits() {
        return set.workloads().stream()
                .map(label -> count(label.visits()))
                .collect(Collectors.joining(", ", "", " visits"));
    }

    private List<String> peers() {
        return set.results().stream().map(PeerResult::peer).distinct().toList();
    }

    private String row(String peer) {
        List<PeerResult> results = set.results().stream()
                .filter(result -> result.peer().equals(peer))
                .sorted(Comparator.comparingInt(PeerResult::windows))
                .toList();
        PeerResult largest = results.get(results.size() - 1);
        return row(
                peer,
                set.workloads().stream().map(label -> cell(results, label.windows())),
                List.of(significant(largest.buildSeconds()), significant(largest.bytesPerWindow()), recall(largest)));
    }

    private static String row(String first, Stream<String> sizes, List<String> last) {
        return "| %s | %s | %s |".formatted(first, sizes.collect(Collectors.joining(" | ")), String.join(" | ", last));
    }

    private String cell(List<PeerResult> ofPeer, int windows) {
        return ofPeer.stream()
                .filter(result -> result.windows() == windows)
                .findFirst()
                .map(this::cell)
                .orElse("");
    }

    private String cell(PeerResult result) {
        List<String> remarks = new ArrayList<>();
        ours(result.windows())
                .filter(ours -> !ours.peer().equals(result.peer()))
                .ifPresent(ours -> remarks.add(times(result.medianCpuMicros() / ours.medianCpuMicros())));
        if (!result.isAccurate()) {
            remarks.add("recall " + recall(result));
        }
        String micros = significant(result.medianCpuMicros());
        return remarks.isEmpty() ? micros : micros + " (" + String.join(", ", remarks) + ")";
    }

    /** The reference of the ratios: the first result. */
    private Optional<PeerResult> ours(int windows) {
        return set.results().stream()
                .filter(result -> result.peer().equals(set.results().get(0).peer()) && result.windows() == windows)
                .findFirst();
    }

    /** The number of candidates at each size, by peer. */
    private String candidates() {
        return peers().stream()
                .map(peer -> peer + " "
                        + set.results().stream()
                                .filter(result -> result.peer().equals(peer) && result.candidates() != null)
                                .map(result -> String.valueOf(result.candidates()))
                                .collect(Collectors.joining(", ")))
                .filter(text -> !text.endsWith(" "))
                .collect(Collectors.joining("; "));
    }

    private static String recall(PeerResult result) {
        return result.recall() == 1 ? "1" : "%.4f".formatted(result.recall());
    }

    private static String times(double ratio) {
        return (ratio < 10 ? "%.1f" : "%,.0f").formatted(ratio) + "×";
    }

    private static String count(int number) {
        return "%,d".formatted(number);
    }

    /** Two digits at least, and no more decimals than those need. */
    private static String significant(double value) {
        return (value < 1 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f").formatted(value);
    }
}
