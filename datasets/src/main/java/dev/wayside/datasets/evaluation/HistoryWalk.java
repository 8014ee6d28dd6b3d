package dev.wayside.datasets.evaluation;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.Matcher;

/** A walk along every ride of a store, with a question to the other days at even steps. */
final class HistoryWalk {

    /** Most moments that are kept; of a larger store, fewer are asked about. */
    static final int MAX_MOMENTS = 100_000;

    private final HistoryStore store;
    private final StoreSettings settings;
    private final EvaluationSettings asked;
    private final EvaluationProgress progress;
    private final List<RidePlan> plans;

    /** @throws NothingToEvaluateException if the store has fewer than two days */
    HistoryWalk(HistoryStore store, EvaluationSettings asked, EvaluationProgress progress) {
        this.store = store;
        this.settings = store.settings();
        this.asked = asked;
        this.progress = progress;
        this.plans = RideCatalogue.read(store, asked.carriers());
        requireTwoDays(days());
    }

    List<RidePlan> plans() {
        return plans;
    }

    int days() {
        return (int) plans.stream().map(RidePlan::day).distinct().count();
    }

    /** Steps from one moment to the next; more than were asked for where there would be too many moments. */
    int intervalSteps() {
        long samples = plans.stream().mapToLong(RidePlan::samples).sum();
        return (int) Math.max(wantedSteps(), (samples + MAX_MOMENTS - 1) / MAX_MOMENTS);
    }

    /** True if there were too many. */
    boolean isThinned() {
        return intervalSteps() > wantedSteps();
    }

    private int wantedSteps() {
        return Math.max(1, asked.intervalMillis() / settings.sampleIntervalMillis());
    }

    List<Moment> moments() {
        CellMeasurements cells = new CellMeasurements();
        plans.forEach(plan -> cells.add(Ride.read(plan, store)));
        Matcher matcher = new Matcher(store, MatchSettings.defaultsFor(settings));
        int intervalSteps = intervalSteps();
        progress.start("asking", plans.size());
        return IntStream.range(0, plans.size())
                .parallel()
                .mapToObj(number -> {
                    Ride ride = Ride.read(plans.get(number), store);
                    List<Moment> moments = new RideWalk(
                                    ride, number, settings, matcher, cells, asked.visitTimeDbPerSecond())
                            .moments(intervalSteps);
                    progress.step();
                    return moments;
                })
                .flatMap(Collection::stream)
                .toList();
    }

    private static void requireTwoDays(int days) {
        if (days < 2) {
            throw new NothingToEvaluateException(
                    days == 0
                            ? "nothing is there; ingest logs of at least two days, and see wayside stats for the"
                                    + " carriers"
                            : "there is one day, and nothing to leave out; ingest logs of at least two days");
        }
    }
}
