package dev.wayside.relay.schedule;

import java.util.List;

/**
 * A filter for the last packets of a flow. It drops a path that would deliver them later than another path would
 * deliver all the rest, {@code owd_i + buf_i/bw_i > min over j != i of (owd_j + (buf_j + remaining)/bw_j) (1 +
 * rttvar_j/rtt_j)}. The path that delivers soonest always stays. After POLYCORN (NSDI 2023). A short message never
 * waits for a path without room: a path that has just fallen silent has no room either, and seems to deliver soonest.
 */
final class TailFilter implements SelectionFilter {

    @Override
    public List<PathView> keep(List<PathView> selected, List<PathView> candidates, Packet packet) {
        if (packet.flowRemainingBytes().isEmpty()) {
            return selected;
        }
        long remaining = packet.flowRemainingBytes().getAsLong();
        List<PathView> awaited = candidates.stream()
                .filter(path -> path.hasRoom() || !packet.isShort())
                .toList();
        return selected.stream()
                .filter(path -> path.arrivalMillis(0) <= bestWithout(path, awaited, remaining))
                .toList();
    }

    private static double bestWithout(PathView path, List<PathView> awaited, long remainingBytes) {
        return awaited.stream()
                .filter(other -> other.id() != path.id())
                .mapToDouble(
                        other -> other.arrivalMillis(remainingBytes) * (1 + other.rttVarMillis() / other.rttMillis()))
                .min()
                .orElse(Double.MAX_VALUE);
    }
}
