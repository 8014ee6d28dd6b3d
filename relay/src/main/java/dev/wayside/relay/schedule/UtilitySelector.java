package dev.wayside.relay.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * The set S of paths with the largest utility
 *
 * <pre>
 *   U(S) = (1/|S|) sum_{i in S} u_i / (1 + buf_i / BDP_i)  +  beta F (1 - prod_{i in S} L_i)
 *   u_i  = (1 - L_i) (1/RTT_i + alpha BW_i)
 * </pre>
 *
 * over all 2^n - 1 sets of paths with room. The result is exact. RTT is in seconds, BW in bit/s. With F = 0 the best
 * set is the best path alone, since a mean is never above its largest part. Copies count against a
 * {@link RedundancyBudget}.
 */
final class UtilitySelector implements SoftSelector {

    /** Chosen: 1,023 sets; of more paths, the best by utility are considered. */
    static final int MAX_PATHS = 10;

    private final double alpha;
    private final double beta;
    private final RedundancyBudget budget;

    UtilitySelector(double alpha, double beta, RedundancyBudget budget) {
        this.alpha = alpha;
        this.beta = beta;
        this.budget = budget;
    }

    @Override
    public List<PathView> select(List<PathView> paths, Packet packet) {
        List<PathView> open = paths.stream()
                .filter(PathView::hasRoom)
                .sorted((one, other) -> Double.compare(utility(other), utility(one)))
                .limit(MAX_PATHS)
                .toList();
        int best = 0;
        double bestUtility = Double.NEGATIVE_INFINITY;
        for (int set = 1; set < 1 << open.size(); set++) {
            if (Integer.bitCount(set) > 1 && !budget.allowsCopies(Integer.bitCount(set) - 1)) {
                continue;
            }
            double utility = utility(open, set, packet.worth());
            if (utility > bestUtility) {
                bestUtility = utility;
                best = set;
            }
        }
        return members(open, best);
    }

    /** The part of one path: u_i / (1 + buf_i / BDP_i). */
    double utility(PathView path) {
        double gain = (1 - path.loss()) * (1_000 / path.rttMillis() + alpha * path.bandwidthBps());
        return gain / (1 + path.bufferedBytes() / path.bdpBytes());
    }

    private double utility(List<PathView> paths, int set, double worth) {
        double sum = 0;
        double lossOfAll = 1;
        for (int i = 0; i < paths.size(); i++) {
            if ((set & 1 << i) != 0) {
                sum += utility(paths.get(i));
                lossOfAll *= paths.get(i).loss();
            }
        }
        return sum / Integer.bitCount(set) + beta * worth * (1 - lossOfAll);
    }

    private static List<PathView> members(List<PathView> paths, int set) {
        List<PathView> members = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            if ((set & 1 << i) != 0) {
                members.add(paths.get(i));
            }
        }
        return List.copyOf(members);
    }
}
