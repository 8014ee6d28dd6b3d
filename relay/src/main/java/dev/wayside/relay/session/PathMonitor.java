package dev.wayside.relay.session;

import dev.wayside.relay.schedule.Redundancy;

/** The periodic work on paths: measurements, acknowledgements, probes, and the detection of silence. */
final class PathMonitor {

    /** Chosen: four ticks; several measurements within most round trips. */
    private static final long MEASURE_NANOS = 20_000_000;

    private final SessionSettings settings;
    private final Paths paths;
    private final CarrierForecasts forecasts;
    private final Reinjections reinjections;
    private final ContextExchange contexts;
    private final ProbePace pace;
    private long measuredNanos;
    private long failures;

    PathMonitor(
            SessionSettings settings,
            Paths paths,
            CarrierForecasts forecasts,
            Reinjections reinjections,
            ContextExchange contexts,
            ProbePace pace,
            long nowNanos) {
        this.settings = settings;
        this.paths = paths;
        this.forecasts = forecasts;
        this.reinjections = reinjections;
        this.contexts = contexts;
        this.pace = pace;
        this.measuredNanos = nowNanos;
    }

    /**
     * Does the work that is due.
     *
     * @param waits true if data waits to be sent
     * @return true if the paths were measured
     */
    boolean tick(boolean waits, long nowNanos) {
        boolean measures = nowNanos - measuredNanos >= MEASURE_NANOS;
        if (measures) {
            measuredNanos = nowNanos;
        }
        boolean becomesBusy = pace.becomesBusy(paths.all(), waits, nowNanos);
        if (becomesBusy) {
            contexts.sendForecasts();
        }
        for (PathState path : paths.all()) {
            if (measures) {
                measure(path, nowNanos);
            }
            path.acknowledge();
            if (path.fails(settings, nowNanos)) {
                failed(path, nowNanos);
            }
            if (becomesBusy || path.wantsProbe(pace.intervalMillis(path), nowNanos)) {
                path.probe(nowNanos);
            }
        }
        return measures;
    }

    private void measure(PathState path, long nowNanos) {
        path.measure(nowNanos);
        path.estimate().update(path.measured(), forecasts.sources(path.link().carrier()), nowNanos);
        if (path.entersIdle(nowNanos)) {
            reinjections.add(path, path.unsent(), Redundancy.REST);
        }
    }

    private void failed(PathState silent, long nowNanos) {
        failures++;
        reinjections.add(silent, silent.undelivered(), Redundancy.SILENCE);
        probeOthersOf(silent, nowNanos);
    }

    /** Probes the other paths of a carrier at once: they fall silent together. */
    private void probeOthersOf(PathState silent, long nowNanos) {
        paths.all().stream()
                .filter(path -> path != silent
                        && !path.isFailing()
                        && path.link().carrier().equals(silent.link().carrier()))
                .forEach(path -> path.probe(nowNanos));
    }

    /** Number of times that a path was found failing. */
    long failures() {
        return failures;
    }
}
