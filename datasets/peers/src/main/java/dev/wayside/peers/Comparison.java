package dev.wayside.peers;

import java.util.List;

/**
 * The results of a comparison.
 *
 * @param machine on what
 * @param command how
 * @param sets each data set's results
 * @param failures what could not be measured, and why
 */
record Comparison(Machine machine, String command, List<SetResults> sets, List<String> failures) {

    Comparison {
        sets = List.copyOf(sets);
        failures = List.copyOf(failures);
    }

    /**
     * The results of one data set.
     *
     * @param workloads its sizes, smallest first
     * @param results of all peers on all sizes, in the order they are to be shown
     */
    record SetResults(List<WorkloadFolder.Label> workloads, List<PeerResult> results) {

        SetResults {
            workloads = List.copyOf(workloads);
            results = List.copyOf(results);
        }
    }
}
