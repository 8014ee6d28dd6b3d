package dev.wayside.relay.session;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.wayside.relay.schedule.FlowKind;

/** How much was sent of each kind. */
final class KindCounts {

    private final Map<FlowKind, Long> sentBytes = new EnumMap<>(FlowKind.class);

    void sent(FlowKind kind, long bytes) {
        sentBytes.merge(kind, bytes, Long::sum);
    }

    /** Together with these flows, which are open. */
    List<KindStatus> status(Stream<ClassifiedFlow> open) {
        Map<FlowKind, Integer> flows = new EnumMap<>(FlowKind.class);
        open.forEach(flow -> flows.merge(flow.kind(), 1, Integer::sum));
        return Arrays.stream(FlowKind.values())
                .map(kind -> new KindStatus(kind, flows.getOrDefault(kind, 0), sentBytes.getOrDefault(kind, 0L)))
                .toList();
    }
}
