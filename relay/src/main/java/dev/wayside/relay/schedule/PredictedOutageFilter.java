package dev.wayside.relay.schedule;

import java.util.List;

/**
 * A filter that drops paths which are predicted to fail before data sent now is acknowledged. For a flow's tail, it
 * adds the error of the position, {@code RTT + position error / speed}, after POLYCORN (NSDI 2023): one late packet
 * delays the whole flow there. Elsewhere in a flow, lost data is sent again in time, and leaving a path too early costs
 * the data it would have carried.
 */
final class PredictedOutageFilter implements CandidateFilter {

    private final double positionErrorMillis;

    PredictedOutageFilter(double positionErrorMillis) {
        this.positionErrorMillis = positionErrorMillis;
    }

    @Override
    public List<PathView> candidates(List<PathView> paths, Packet packet) {
        boolean isTail = packet.flowRemainingBytes().isPresent();
        return paths.stream().filter(path -> !isAboutToFail(path, isTail)).toList();
    }

    private boolean isAboutToFail(PathView path, boolean isTail) {
        double inMillis = path.outageInMillis().orElse(Double.MAX_VALUE);
        double acknowledgedMillis = path.rttMillis() + path.bufferedBytes() * 8_000.0 / path.bandwidthBps();
        return inMillis <= acknowledgedMillis + (isTail ? positionErrorMillis : 0);
    }
}
