package dev.wayside.relay.schedule;

import java.util.List;

/**
 * Leaves out paths that are predicted to fail before what is handed to them now is acknowledged, or sooner than the
 * position is known: a failure within {@code RTT + position error / speed}, after POLYCORN (NSDI 2023).
 */
final class PredictedOutageFilter implements CandidateFilter {

    private final double positionErrorMillis;

    PredictedOutageFilter(double positionErrorMillis) {
        this.positionErrorMillis = positionErrorMillis;
    }

    @Override
    public List<PathView> candidates(List<PathView> paths, Packet packet) {
        return paths.stream()
                .filter(path -> path.outageInMillis().orElse(Double.MAX_VALUE)
                        > path.rttMillis() + path.bufferedBytes() * 8_000.0 / path.bandwidthBps() + positionErrorMillis)
                .toList();
    }
}
