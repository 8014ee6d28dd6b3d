package dev.wayside.fusion;

import java.util.Comparator;
import java.util.List;

/** One order for sources, so that sums over them do not depend on the order they came in. */
final class SourceOrder {

    private SourceOrder() {}

    /** @throws IllegalArgumentException if two sources share a name */
    static List<Source> byName(List<Source> sources) {
        List<Source> ordered =
                sources.stream().sorted(Comparator.comparing(Source::name)).toList();
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).name().equals(ordered.get(i - 1).name())) {
                throw new IllegalArgumentException(
                        "two sources are named " + ordered.get(i).name());
            }
        }
        return ordered;
    }
}
