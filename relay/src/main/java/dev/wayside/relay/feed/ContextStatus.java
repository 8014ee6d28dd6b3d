package dev.wayside.relay.feed;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.relay.history.HistoryStatus;
import dev.wayside.relay.history.ReportStatus;

/**
 * The contexts of an edge, for its status page.
 *
 * @param signals by carrier
 * @param forecasts by carrier
 * @param history state of the history database; empty if none is configured
 * @param modemProblems faults of modems, by carrier
 * @param reports state of reports to the history; empty if none are made
 */
public record ContextStatus(
        Map<String, Signal> signals,
        Map<String, Forecast> forecasts,
        Optional<HistoryStatus> history,
        Map<String, String> modemProblems,
        Optional<ReportStatus> reports) {

    /**
     * A carrier's signal.
     *
     * @param ageMillis age
     */
    public record Signal(Optional<String> cell, OptionalDouble rsrpDbm, double ageMillis) {}

    /**
     * A carrier's forecast.
     *
     * @param outageInMillis until the expected outage, below 0 after its start; empty if none is expected
     * @param ageMillis age
     */
    public record Forecast(
            OptionalDouble downlinkBps,
            OptionalDouble uplinkBps,
            OptionalDouble rttMillis,
            OptionalDouble loss,
            double confidence,
            OptionalDouble outageInMillis,
            double ageMillis) {}
}
