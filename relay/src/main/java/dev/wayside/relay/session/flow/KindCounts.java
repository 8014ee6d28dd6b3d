package dev.wayside.relay.session.flow;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.wayside.relay.schedule.FlowKind;

/** Bytes sent of each kind of flow. */
public final class KindCounts {

    private final Map<FlowKind, Long> sentBytes = new EnumMap<>(FlowKind.class);

    /** Notes bytes sent for the first time. */
    public void sent(FlowKind kind, long bytes) {
        sentBytes.merge(kind, bytes, Long::sum);
    }

    /** Status by kind, together with these flows, which are open. */
    public List<KindStatus> status(Stream<ClassifiedFlow> open) {
        Map<FlowKind, Integer> flows = new EnumMap<>(FlowKind.class);
        open.forEach(flow -> flows.merge(flow.kind(), 1, Integer::sum));
        return Arrays.stream(FlowKind.values())
                .map(kind -> new KindStatus(kind, flows.getOrDefault(kind, 0), sentBytes.getOrDefault(kind, 0L)))
                .toList();
    }
}
