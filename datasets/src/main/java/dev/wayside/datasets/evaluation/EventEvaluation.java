package dev.wayside.datasets.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import dev.wayside.fusion.EventModel;
import org.jspecify.annotations.Nullable;

/** Scores what foretells an event within a horizon: each rule learns from the other days. */
final class EventEvaluation {

    private static final int BINS = 10;

    private final EventKind kind;
    private final List<Moment> moments;
    private final List<LocalDate> days;
    private final int[] dayOfRow;
    private final boolean[] events;

    EventEvaluation(EventKind kind, Horizon horizon, List<Moment> moments) {
        this.kind = kind;
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
    }

    /** Rules can be learned, and scored, only with two days, and ranks told only where the event came. */
    boolean isPossible() {
        return days.size() >= 2 && IntStream.range(0, events.length).anyMatch(i -> events[i]);
    }

    List<EventScore> scores() {
        List<EventScore> scores = new ArrayList<>();
        rules().forEach((name, signs) -> scores.add(score(name, learned(signs))));
        scores.add(score("match share", stated(kind.matchShare())));
        scores.add(score("cell share", stated(kind.cellShare())));
        return scores;
    }

    private static Map<String, List<EventSign>> rules() {
        Map<String, List<EventSign>> rules = new LinkedHashMap<>();
        rules.put("share of other days", List.of());
        rules.put("rsrp", List.of(EventSign.RSRP));
        rules.put("neighbour", List.of(EventSign.NEIGHBOUR));
        rules.put("logistic radio", EventSign.RADIO);
        rules.put("logistic", List.of(EventSign.values()));
        return rules;
    }

    /** Probabilities by a model of each day's other days. */
    private double[] learned(List<EventSign> signs) {
        double[] probabilities = new double[events.length];
        IntStream.range(0, days.size()).parallel().forEach(day -> {
            Optional<EventModel> model = EventModel.learn(Row.thinned(others(day, signs)));
            for (int row = 0; row < events.length; row++) {
                if (dayOfRow[row] == day) {
                    Map<String, Double> features = moments.get(row).features(signs);
                    probabilities[row] =
                            model.map(learned -> learned.probability(features)).orElse(0.0);
                }
            }
        });
        return probabilities;
    }

    private List<EventModel.Row> others(int day, List<EventSign> signs) {
        return IntStream.range(0, events.length)
                .filter(row -> dayOfRow[row] != day)
                .mapToObj(row -> new EventModel.Row(moments.get(row).features(signs), events[row]))
                .toList();
    }

    /** What the history says as it is; 0 where it says nothing. */
    private double[] stated(EventSign share) {
        return moments.stream()
                .mapToDouble(moment -> moment.sign(share))
                .map(value -> Double.isNaN(value) ? 0 : value)
                .toArray();
    }

    private EventScore score(String name, double[] probabilities) {
        RankedEvents ranked = new RankedEvents(probabilities, events);
        double[] equal = new double[events.length];
        Arrays.fill(equal, 1);
        Optional<DayBootstrap.Bounds> bounds = DayBootstrap.bounds(
                days.size(), times -> ranked.area(weights(times)).orElse(Double.NaN));
        return new EventScore(
                name,
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
