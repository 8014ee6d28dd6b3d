package dev.wayside.datasets.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import dev.wayside.datasets.estimate.Stage;
import dev.wayside.datasets.estimate.StagedIntervals;
import dev.wayside.datasets.estimate.Target;
import dev.wayside.fusion.FusedEstimate;
import dev.wayside.fusion.IntervalCalibration;

/** A score of the rules on one target: each learns from the other days and answers for the day left out. */
final class QuantityEvaluation {

    private static final int NO_DAY = -1;
    private static final double[] CONFIDENCE_EDGES = {0, 0.2, 0.5, 1};

    private final Target target;
    private final List<LocalDate> days;
    private final List<Row> rows;
    private final int[] dayOfRow;
    private final double[] truths;
    private final double[] references;

    /** Of the moments, those that asked about the target. */
    QuantityEvaluation(Target target, List<Moment> moments) {
        this.target = target;
        this.rows = moments.stream()
                .filter(moment -> moment.has(target))
                .map(moment -> new Row(moment, moment.outcome(target)))
                .toList();
        this.days =
                rows.stream().map(row -> row.moment().day()).distinct().sorted().toList();
        this.dayOfRow =
                rows.stream().mapToInt(row -> days.indexOf(row.moment().day())).toArray();
        this.truths = rows.stream().mapToDouble(row -> row.outcome().truth()).toArray();
        this.references =
                rows.stream().mapToDouble(row -> row.moment().reference(target)).toArray();
    }

    /** Rules can be learned, and scored, only with two days. */
    boolean isPossible() {
        return days.size() >= 2;
    }

    List<Row> rows() {
        return rows;
    }

    /** Intervals for a rule, from its residuals on all days, each while it was left out; empty if they are too few. */
    Optional<StagedIntervals> intervals(Candidate candidate) {
        return intervals(candidate, leaveOneDayOut(candidate), NO_DAY);
    }

    private Optional<StagedIntervals> intervals(Candidate candidate, List<FusedEstimate> answers, int leftOut) {
        int[] others = IntStream.range(0, truths.length)
                .filter(row -> dayOfRow[row] != leftOut)
                .toArray();
        List<IntervalCalibration.Row> residuals = Arrays.stream(others)
                .mapToObj(row -> new IntervalCalibration.Row(answers.get(row), truths[row]))
                .toList();
        return IntervalLearning.learn(
                target.logarithms(), candidate.stage(), residuals, row -> band(candidate, others[row]));
    }

    private int band(Candidate candidate, int row) {
        return rows.get(row).moment().where().band(candidate.stage());
    }

    /** Error of the mean of 5 s: the root of its mean square, or its mean. */
    double referenceError(boolean squared) {
        ErrorSums errors = new ErrorSums(references, truths, target.floor());
        return squared ? errors.rmse() : errors.mae();
    }

    int days() {
        return days.size();
    }

    /** A rule's answers to all rows, and their score. */
    static final class Answers {

        private final QuantityScore score;
        private final double[] estimates;

        private Answers(QuantityScore score, double[] estimates) {
            this.score = score;
            this.estimates = estimates;
        }

        QuantityScore score() {
            return score;
        }

        /** By row. */
        double estimate(int row) {
            return estimates[row];
        }
    }

    Answers score(Candidate candidate) {
        List<FusedEstimate> answers = leaveOneDayOut(candidate);
        double[] estimates = new double[rows.size()];
        Arrays.setAll(estimates, row -> answers.get(row).value().orElse(references[row]));
        Optional<QuantityScore.Coverage> coverage =
                candidate.learns() ? coverage(candidate, answers) : Optional.empty();
        return new Answers(score(candidate, answers, estimates, coverage), estimates);
    }

    private List<FusedEstimate> leaveOneDayOut(Candidate candidate) {
        FusedEstimate[] answers = new FusedEstimate[rows.size()];
        IntStream.range(0, days.size()).parallel().forEach(day -> {
            List<Row> others = candidate.learns() ? Row.thinned(rowsOf(other -> other != day)) : List.of();
            Candidate.Learned learned = candidate.learner().learn(others);
            for (int row = 0; row < answers.length; row++) {
                if (dayOfRow[row] == day) {
                    answers[row] = learned.estimate(rows.get(row));
                }
            }
        });
        return List.of(answers);
    }

    private List<Row> rowsOf(Predicate<Integer> wantedDay) {
        return IntStream.range(0, rows.size())
                .filter(row -> wantedDay.test(dayOfRow[row]))
                .mapToObj(rows::get)
                .toList();
    }

    /** Intervals of a day come from the residuals of the others, each by the rule that had not learned from its day. */
    private Optional<QuantityScore.Coverage> coverage(Candidate candidate, List<FusedEstimate> answers) {
        int[][] withinByDay = IntStream.range(0, days.size())
                .parallel()
                .mapToObj(day -> within(day, candidate, answers))
                .toArray(int[][]::new);
        int[] within = new int[IntervalCalibration.COVERAGES.size() + 1];
        for (int[] ofDay : withinByDay) {
            Arrays.setAll(within, i -> within[i] + ofDay[i]);
        }
        int asked = within[within.length - 1];
        return asked == 0
                ? Optional.empty()
                : Optional.of(new QuantityScore.Coverage(
                        within[0] / (double) asked, within[1] / (double) asked, within[2] / (double) asked));
    }

    /** Number of truths of a day within each interval, and their total. */
    private int[] within(int day, Candidate candidate, List<FusedEstimate> answers) {
        int[] within = new int[IntervalCalibration.COVERAGES.size() + 1];
        Optional<StagedIntervals> learned = intervals(candidate, answers, day);
        if (learned.isEmpty()) {
            return within;
        }
        for (int row = 0; row < truths.length; row++) {
            if (dayOfRow[row] == day && answers.get(row).value().isPresent()) {
                for (int i = 0; i < IntervalCalibration.COVERAGES.size(); i++) {
                    double truth = truths[row];
                    within[i] += learned.get()
                                    .interval(
                                            answers.get(row),
                                            band(candidate, row),
                                            IntervalCalibration.COVERAGES.get(i))
                                    .filter(interval -> interval.contains(truth))
                                    .isPresent()
                            ? 1
                            : 0;
                }
                within[within.length - 1]++;
            }
        }
        return within;
    }

    private QuantityScore score(
            Candidate candidate,
            List<FusedEstimate> answers,
            double[] estimates,
            Optional<QuantityScore.Coverage> coverage) {
        ErrorSums errors = new ErrorSums(estimates, truths, target.floor());
        ErrorSums ofReference = new ErrorSums(references, truths, target.floor());
        Optional<DayBootstrap.Bounds> bounds = bounds(estimates, references);
        long answered =
                answers.stream().filter(answer -> answer.value().isPresent()).count();
        return new QuantityScore(
                candidate.name(),
                candidate.learns(),
                candidate.usesHistory(),
                rows.size(),
                answered / (double) rows.size(),
                errors.mae(),
                errors.rmse(),
                errors.logRmse(),
                errors.medianRelativeError(),
                change(errors.rmse(), ofReference.rmse()),
                bounds.map(DayBootstrap.Bounds::low).orElse(null),
                bounds.map(DayBootstrap.Bounds::high).orElse(null),
                change(errors.mae(), ofReference.mae()),
                coverage.orElse(null),
                byConfidence(estimates),
                byVisit(estimates));
    }

    /** Error of one rule's answers relative to another's. */
    EvaluationReport.HistoryGain gain(Answers with, Answers without) {
        Optional<DayBootstrap.Bounds> bounds = bounds(with.estimates, without.estimates);
        return new EvaluationReport.HistoryGain(
                with.score().rule(),
                without.score().rule(),
                change(with.score().rmse(), without.score().rmse()),
                bounds.map(DayBootstrap.Bounds::low).orElse(null),
                bounds.map(DayBootstrap.Bounds::high).orElse(null));
    }

    private Optional<DayBootstrap.Bounds> bounds(double[] estimates, double[] others) {
        double[] own = new double[days.size()];
        double[] reference = new double[days.size()];
        for (int row = 0; row < truths.length; row++) {
            own[dayOfRow[row]] += square(estimates[row] - truths[row]);
            reference[dayOfRow[row]] += square(others[row] - truths[row]);
        }
        return DayBootstrap.bounds(
                days.size(), times -> change(Math.sqrt(weighted(own, times)), Math.sqrt(weighted(reference, times))));
    }

    private List<QuantityScore.Band> byConfidence(double[] estimates) {
        List<QuantityScore.Band> bands = new ArrayList<>();
        addBand(bands, "0", estimates, where -> where.confidence() == 0);
        for (int i = 1; i < CONFIDENCE_EDGES.length; i++) {
            double above = CONFIDENCE_EDGES[i - 1];
            double upTo = CONFIDENCE_EDGES[i];
            addBand(
                    bands,
                    "above " + above + " to " + upTo,
                    estimates,
                    where -> where.confidence() > above && where.confidence() <= upTo);
        }
        return bands;
    }

    private List<QuantityScore.Band> byVisit(double[] estimates) {
        List<QuantityScore.Band> bands = new ArrayList<>();
        for (int band = 0; band < Stage.VISIT.bands(); band++) {
            int wanted = band;
            addBand(bands, Stage.VISIT.name(band), estimates, where -> where.visitBand() == wanted);
        }
        return bands;
    }

    private void addBand(
            List<QuantityScore.Band> bands, String name, double[] estimates, Predicate<Moment.Where> belongs) {
        int[] within = IntStream.range(0, rows.size())
                .filter(row -> belongs.test(rows.get(row).moment().where()))
                .toArray();
        if (within.length > 0) {
            double rmse = rmse(within, estimates);
            bands.add(new QuantityScore.Band(name, within.length, rmse, change(rmse, rmse(within, references))));
        }
    }

    private double rmse(int[] within, double[] estimates) {
        return new ErrorSums(pick(within, estimates), pick(within, truths), target.floor()).rmse();
    }

    private static double[] pick(int[] which, double[] values) {
        return Arrays.stream(which).mapToDouble(i -> values[i]).toArray();
    }

    /** A reference error of 0 has no ratio: no error is then no change, and any error counts as 1. */
    static double change(double error, double reference) {
        if (reference == 0) {
            return error == 0 ? 0 : 1;
        }
        return error / reference - 1;
    }

    private static double weighted(double[] sums, int[] times) {
        double sum = 0;
        for (int day = 0; day < sums.length; day++) {
            sum += sums[day] * times[day];
        }
        return sum;
    }

    private static double square(double value) {
        return value * value;
    }
}
