package dev.wayside.api.http.browse;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;
import org.jspecify.annotations.Nullable;

/**
 * One cell as it was passed.
 *
 * @param cell cell id
 * @param days days with a visit
 * @param visits visits
 * @param windows full-length windows
 * @param handovers handovers out of the cell by kind; every kind is there
 * @param newestOpening what a vehicle would send after its first window in the cell, taken from the newest pass
 * @param passes the newest passes, at most 8, oldest first
 */
record CoverageResponse(
        String cell,
        int days,
        long visits,
        long windows,
        Map<HandoverKind, Long> handovers,
        OpeningResponse newestOpening,
        List<PassResponse> passes) {

    /** The first window's worth of samples of a pass, or all of one that is shorter. */
    record OpeningResponse(String day, List<Double> rsrpDbm) {

        static OpeningResponse of(VisitSignal stretch, StoreSettings settings) {
            int samples = Math.min(stretch.rsrp().length(), settings.windowLength());
            return new OpeningResponse(
                    stretch.key().day().toString(),
                    IntStream.range(0, samples).mapToObj(stretch.rsrp()::dbm).toList());
        }
    }

    /**
     * One pass in a few points.
     *
     * @param trace the trace
     * @param visitNumber position among the visits of the trace, from 0
     * @param day day of the visit
     * @param start time of the first sample, RFC 3339
     * @param durationMillis from the first sample to the end of the last
     * @param points at most 6, each standing for an equal share of the pass
     * @param handovers handovers out of this cell on this pass
     */
    record PassResponse(
            String trace,
            int visitNumber,
            String day,
            String start,
            long durationMillis,
            List<PointResponse> points,
            List<PlacedHandoverResponse> handovers) {}

    /** Means over a share of a pass, placed where it begins; what was not measured is left out. */
    record PointResponse(
            long offsetMillis,
            @Nullable Double latitudeDegrees,
            @Nullable Double longitudeDegrees,
            double rsrpDbm,
            @Nullable Double downlinkBps,
            @Nullable Double uplinkBps,
            @Nullable Double rttMillis) {}

    /** A handover, and where the vehicle was; {@code offsetMillis} from the start of the pass. */
    record PlacedHandoverResponse(
            long offsetMillis,
            HandoverKind kind,
            int disconnectionMillis,
            String targetCell,
            @Nullable Double latitudeDegrees,
            @Nullable Double longitudeDegrees) {}
}
