package dev.wayside.fusion;

import java.util.Comparator;
import java.util.List;

/** A fixed order of sources, so that sums over them do not depend on the given order. */
final class SourceOrder {

    private SourceOrder() {}

    /** @throws IllegalArgumentException if two sources share a name */
    static List<Source> byName(List<Source> sources) {
        if (isInOrder(sources)) {
            return List.copyOf(sources);
        }
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

    /** The same list if it is already ordered. */
    private static boolean isInOrder(List<Source> sources) {
        for (int i = 1; i < sources.size(); i++) {
            if (sources.get(i - 1).name().compareTo(sources.get(i).name()) >= 0) {
                return false;
            }
        }
        return true;
    }
}
