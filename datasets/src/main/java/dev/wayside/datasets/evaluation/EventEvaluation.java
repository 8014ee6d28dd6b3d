package dev.wayside.datasets.evaluation;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import dev.wayside.datasets.estimate.EventFeatures;
import dev.wayside.datasets.estimate.EventKind;
import dev.wayside.datasets.estimate.EventSign;
import dev.wayside.datasets.estimate.Horizon;
import dev.wayside.fusion.EventModel;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BisectionSolver;
import org.jspecify.annotations.Nullable;

/** A score of rules that predict an event within a horizon: each rule learns from the other days. */
final class EventEvaluation {

    /** Chosen: tenths, as a plot of calibration usually has. */
    private static final int BINS = 10;

    private static final int NO_DAY = -1;
    /** Chosen: bisection needs about 30. */
    private static final int MAX_STEPS = 200;

    private static final double MAX_LOG_ODDS = 100;

    /** Chosen: places of about a kilometre. */
    private static final double PLACE_LATITUDE_DEGREES = 0.01;

    private static final double PLACE_LONGITUDE_DEGREES = 0.015;
    /** Chosen on the days named in datasets/EVALUATION.md. */
    private static final double RSRP_BAND_DB = 3;

    /** Log-odds per dB that the signal is weaker; of little weight where the answer is a rank (0.1 to 0.3 do alike). */
    private static final double LOG_ODDS_PER_DB = 0.15;

    private final EventKind kind;
    private final int horizon;
    private final List<Moment> moments;
    private final List<LocalDate> days;
    private final int[] dayOfRow;
    private final boolean[] events;
    private final EventCounts byCell;
    private final EventCounts byCellAndRsrp;
    private final EventCounts byPlace;

    /** @param number of the horizon among those of the store */
    EventEvaluation(EventKind kind, Horizon horizon, int number, List<Moment> moments) {
        this.kind = kind;
        this.horizon = number;
        this.moments = moments.stream()
                .filter(moment -> moment.event(kind, horizon) != null)
                .toList();
        this.days = this.moments.stream().map(Moment::day).distinct().sorted().toList();
        this.dayOfRow = this.moments.stream()
                .mapToInt(moment -> days.indexOf(moment.day()))
                .toArray();
        this.events = new boolean[this.moments.size()];
        for (int i = 0; i < events.length; i++) {
            events[i] = Boolean.TRUE.equals(this.moments.get(i).event(kind, horizon));
        }
        byCell = counts(Moment.Where::cell);
        byCellAndRsrp = counts(where -> List.of(where.cell(), Math.floor(where.rsrpDbm() / RSRP_BAND_DB)));
        byPlace = counts(EventEvaluation::place);
    }

    private EventCounts counts(Function<Moment.Where, Object> place) {
        List<Object> places =
                moments.stream().map(moment -> place.apply(moment.where())).toList();
        return new EventCounts(places, dayOfRow, days.size(), events);
    }

    /** On the ground if that is known, else in the network. */
    private static Object place(Moment.Where where) {
        return Double.isNaN(where.latitude()) || Double.isNaN(where.longitude())
                ? where.cell()
                : List.of(
                        where.cell().carrier(),
                        Math.floor(where.latitude() / PLACE_LATITUDE_DEGREES),
                        Math.floor(where.longitude() / PLACE_LONGITUDE_DEGREES));
    }

    /** An event that came on one day only cannot be learned from other days. */
    boolean isPossible() {
        return IntStream.range(0, events.length)
                        .filter(i -> events[i])
                        .map(i -> dayOfRow[i])
                        .distinct()
                        .count()
                >= 2;
    }

    List<EventScore> scores() {
        return rules().stream()
                .map(rule -> score(rule.name(), rule.usesHistory(), probabilities(rule)))
                .toList();
    }

    private List<EventRule> rules() {
        List<EventSign> radio = List.of(EventSign.values());
        return List.of(
                new EventRule("share of other days", false, logistic(List.of(), false, false)),
                new EventRule("rsrp", false, logistic(List.of(EventSign.RSRP), false, false)),
                new EventRule("neighbour", false, logistic(List.of(EventSign.NEIGHBOUR), false, false)),
                new EventRule("logistic radio", false, logistic(radio, false, false)),
                new EventRule("logistic radio, matches", true, logistic(radio, true, false)),
                new EventRule("logistic radio, matches, places", true, logistic(radio, true, true)),
                new EventRule("rsrp and place", true, this::rsrpAndPlace),
                new EventRule(
                        "match share",
                        true,
                        leftOut -> row -> moments.get(row).shares().share(kind, horizon)));
    }

    private double[] probabilities(EventRule rule) {
        double[] probabilities = new double[events.length];
        IntStream.range(0, days.size()).parallel().forEach(day -> {
            IntToDoubleFunction learned = rule.learner().learn(day);
            for (int row = 0; row < events.length; row++) {
                if (dayOfRow[row] == day) {
                    probabilities[row] = learned.applyAsDouble(row);
                }
            }
        });
        return probabilities;
    }

    /** Share of all moments that the event followed. */
    double share() {
        return shareWithout(NO_DAY);
    }

    /** A model of radio and matches, learned from all days. */
    EventModel model() {
        double usual = share();
        return EventModel.learn(others(NO_DAY)
                        .mapToObj(row -> new EventModel.Row(
                                radioAndMatches(moments.get(row), kind, horizon, usual), events[row]))
                        .toList())
                .orElseThrow();
    }

    /**
     * Features of a model of radio and matches.
     *
     * @param usual share of all moments that the event followed
     */
    static Map<String, Double> radioAndMatches(Moment moment, EventKind kind, int horizon, double usual) {
        return EventFeatures.of(
                moment.signs(),
                moment.shares(),
                kind,
                horizon,
                usual,
                moment.where().confidence());
    }

    private EventRule.Learner logistic(List<EventSign> signs, boolean withMatches, boolean withPlaces) {
        return leftOut -> {
            double usual = shareWithout(leftOut);
            IntFunction<Map<String, Double>> features = row -> {
                Map<String, Double> known = withMatches
                        ? radioAndMatches(moments.get(row), kind, horizon, usual)
                        : moments.get(row).features(signs);
                if (withPlaces) {
                    known.put("cell", byCell.lift(row, leftOut));
                    known.put("cell-rsrp", byCellAndRsrp.lift(row, leftOut));
                    known.put("place", byPlace.lift(row, leftOut));
                }
                return known;
            };
            EventModel model = EventModel.learn(others(leftOut)
                            .mapToObj(row -> new EventModel.Row(features.apply(row), events[row]))
                            .toList())
                    .orElseThrow();
            return row -> model.probability(features.apply(row));
        };
    }

    /** Nothing learned but the counts, and one constant that makes the mean probability the usual share. */
    private IntToDoubleFunction rsrpAndPlace(int leftOut) {
        IntToDoubleFunction logOdds =
                row -> -LOG_ODDS_PER_DB * moments.get(row).where().rsrpDbm() + byPlace.lift(row, leftOut);
        double[] others = others(leftOut).mapToDouble(logOdds).toArray();
        double usual = shareWithout(leftOut);
        UnivariateFunction excess = constant -> Arrays.stream(others)
                        .map(value -> probability(value + constant))
                        .average()
                        .orElse(usual)
                - usual;
        double constant = usual > 0 && usual < 1
                ? new BisectionSolver().solve(MAX_STEPS, excess, -MAX_LOG_ODDS, MAX_LOG_ODDS)
                : 0;
        return row -> probability(logOdds.applyAsDouble(row) + constant);
    }

    private static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    private IntStream others(int leftOut) {
        return IntStream.range(0, events.length).filter(row -> dayOfRow[row] != leftOut);
    }

    private double shareWithout(int leftOut) {
        return others(leftOut).mapToDouble(row -> events[row] ? 1 : 0).average().orElse(0);
    }

    private EventScore score(String name, boolean usesHistory, double[] probabilities) {
        RankedEvents ranked = new RankedEvents(probabilities, events);
        double[] equal = new double[events.length];
        Arrays.fill(equal, 1);
        Optional<DayBootstrap.Bounds> bounds = DayBootstrap.bounds(
                days.size(), times -> ranked.area(weights(times)).orElse(Double.NaN));
        return new EventScore(
                name,
                usesHistory,
                events.length,
                (int) IntStream.range(0, events.length).filter(i -> events[i]).count(),
                boxed(ranked.area(equal)),
                bounds.map(DayBootstrap.Bounds::low).orElse(null),
                bounds.map(DayBootstrap.Bounds::high).orElse(null),
                boxed(ranked.averagePrecision()),
                BrierScore.of(probabilities, events),
                reliability(probabilities));
    }

    private double[] weights(int[] timesOfDay) {
        return Arrays.stream(dayOfRow).mapToDouble(day -> timesOfDay[day]).toArray();
    }

    private List<EventScore.Bin> reliability(double[] probabilities) {
        double[] said = new double[BINS];
        double[] came = new double[BINS];
        int[] rows = new int[BINS];
        for (int i = 0; i < events.length; i++) {
            int bin = Math.min(BINS - 1, (int) (probabilities[i] * BINS));
            said[bin] += probabilities[i];
            came[bin] += events[i] ? 1 : 0;
            rows[bin]++;
        }
        return IntStream.range(0, BINS)
                .filter(bin -> rows[bin] > 0)
                .mapToObj(bin -> new EventScore.Bin(said[bin] / rows[bin], came[bin] / rows[bin], rows[bin]))
                .toList();
    }

    @Nullable
    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
