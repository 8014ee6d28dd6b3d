package dev.wayside.relay.schedule;

import java.util.List;

/**
 * Leaves out paths that are predicted to fail before what is handed to them now is acknowledged. For a flow's tail also
 * those that fail sooner than the position is known, {@code RTT + position error / speed}, after POLYCORN (NSDI 2023):
 * there one packet that is late delays all. What follows more of a flow is sent again in time if it is lost, and a path
 * that is left too early costs what it would have carried.
 */
final class PredictedOutageFilter implements CandidateFilter {

    private final double positionErrorMillis;

    PredictedOutageFilter(double positionErrorMillis) {
        this.positionErrorMillis = positionErrorMillis;
    }

    @Override
    public List<PathView> candidates(List<PathView> paths, Packet packet) {
        boolean isTail = packet.flowRemainingBytes().isPresent();
        return paths.stream().filter(path -> !isToFail(path, isTail)).toList();
    }

    private boolean isToFail(PathView path, boolean isTail) {
        double inMillis = path.outageInMillis().orElse(Double.MAX_VALUE);
        double acknowledgedMillis = path.rttMillis() + path.bufferedBytes() * 8_000.0 / path.bandwidthBps();
        return inMillis <= acknowledgedMillis + (isTail ? positionErrorMillis : 0);
    }
}
