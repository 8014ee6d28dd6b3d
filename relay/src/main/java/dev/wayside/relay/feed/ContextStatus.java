package dev.wayside.relay.feed;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.relay.history.HistoryStatus;
import dev.wayside.relay.history.ReportStatus;

/**
 * What an edge knows beside its paths, as the status page shows it.
 *
 * @param signals by carrier
 * @param forecasts by carrier
 * @param history how the history database is doing; empty if none is configured
 * @param modemProblems what is wrong with a carrier's modem, by carrier
 * @param reports how reports to the history are doing; empty if none are made
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
     * @param ageMillis how old it is
     */
    public record Signal(Optional<String> cell, OptionalDouble rsrpDbm, double ageMillis) {}

    /**
     * A carrier's forecast.
     *
     * @param outageInMillis until the outage that is expected, below 0 if it should be there; empty if none is
     * @param ageMillis how old it is
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
