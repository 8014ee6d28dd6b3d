package dev.wayside.datasets.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.wayside.fusion.Domain;
import dev.wayside.fusion.FusedEstimate;
import dev.wayside.fusion.FusionRule;
import dev.wayside.fusion.Interval;
import dev.wayside.fusion.IntervalCalibration;
import dev.wayside.fusion.ShortTermSamples;
import dev.wayside.fusion.Source;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.Matcher;
import dev.wayside.matcher.Observation;
import dev.wayside.matcher.PastPass;
import dev.wayside.matcher.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * The fusion of a prediction with what a vehicle has just measured: by the store's calibration where it has one, else
 * by the plain {@code mvue} of the mean of the last 5 s and the history. Immutable and thread-safe.
 */
public final class Estimator {

    /** Oldest sample that counts, ms: the mean of the ride is that of the last ten minutes. */
    public static final int MAX_AGE_MILLIS = 600_000;

    /** Chosen: no value is negative, so that all sources are fused. */
    private static final double MVUE_THRESHOLD = 1;

    private final StoreSettings settings;
    private final Matcher matcher;
    private final @Nullable Calibration calibration;
    private final EventOutlook outlook;

    /**
     * An estimator with the calibration that the store has now.
     *
     * @throws dev.wayside.kvstore.HistoryStoreException if that cannot be read
     */
    public Estimator(HistoryStore store, Matcher matcher) {
        this.settings = store.settings();
        this.matcher = matcher;
        this.calibration = Calibration.in(store).orElse(null);
        this.outlook = new EventOutlook(settings, matcher, calibration == null ? List.of() : calibration.events());
    }

    /**
     * One quantity over one horizon.
     *
     * @param quantity which
     * @param horizonMillis how far ahead the mean goes, ms
     * @param fused value, variance, and the sources that were used or dropped
     * @param calibrated true if it is by the store's calibration
     * @param intervals that hold the truth as often as they say; none without a calibration
     */
    public record Estimate(
            Quantity quantity, int horizonMillis, FusedEstimate fused, boolean calibrated, List<Interval> intervals) {

        /** Copies the list. */
        public Estimate {
            intervals = List.copyOf(intervals);
        }
    }

    /**
     * The probability of an event within a horizon.
     *
     * @param kind which
     * @param horizonMillis how far ahead, ms
     * @param probability by the model that was learned, 0 to 1
     * @param usual share of all moments of the history that it followed, 0 to 1
     */
    public record EventEstimate(EventKind kind, int horizonMillis, double probability, double usual) {}

    /** The rule without a calibration: {@code mvue} of the mean of the last 5 s and the history. */
    public static FusionRule uncalibratedRule() {
        return FusionRule.mvue(Set.of(Source.MEAN_5S, Source.HISTORY), Domain.LINEAR, MVUE_THRESHOLD);
    }

    /** The calibration in use; empty if the store has none. */
    public Optional<Calibration> calibration() {
        return Optional.ofNullable(calibration);
    }

    /**
     * Match settings for estimates: those that the calibration was learned with.
     *
     * @param uncalibrated what to match by without a calibration
     */
    public MatchSettings matching(MatchSettings uncalibrated) {
        return calibration == null
                ? uncalibrated
                : MatchSettings.defaultsFor(settings).withVisitTimeDbPerSecond(calibration.visitTimeDbPerSecond());
    }

    /**
     * Estimates of every quantity that was measured and every horizon that was calibrated; without a calibration, of
     * the look-ahead.
     *
     * @param prediction for the same vehicle, from the matcher this was made with
     * @param samplesInVisit for how many of the store's steps the cell has served; a large number if unknown
     * @param measured what the vehicle measured; samples older than {@link #MAX_AGE_MILLIS} do not count
     * @return in order of quantity and horizon
     * @throws dev.wayside.kvstore.HistoryStoreException if the store cannot be read
     */
    public List<Estimate> estimate(
            Prediction prediction, int samplesInVisit, Map<Quantity, ShortTermSamples> measured) {
        int flowBand = calibration == null ? 0 : flowBand(grid(measured.get(Quantity.DOWNLINK_BPS)));
        List<Estimate> estimates = new ArrayList<>();
        for (Quantity quantity : Target.QUANTITIES) {
            double[] values = grid(measured.get(quantity));
            if (values.length > 0) {
                estimates.addAll(estimates(quantity, values, flowBand, samplesInVisit, prediction));
            }
        }
        return estimates;
    }

    /**
     * The probabilities of the events that the calibration has learned; none without one.
     *
     * @param observation what the vehicle sees; its samples of at least 3 s tell where the signal goes
     * @param prediction for it, from the matcher this was made with
     * @param measured what the vehicle measured; of these only the strongest neighbour's RSRP counts
     * @return in order of event and horizon
     * @throws dev.wayside.kvstore.HistoryStoreException if the store cannot be read
     */
    public List<EventEstimate> events(
            Observation observation, Prediction prediction, Map<Quantity, ShortTermSamples> measured) {
        return outlook.of(observation, prediction, grid(measured.get(Quantity.NEIGHBOUR_RSRP_DBM)));
    }

    private List<Estimate> estimates(
            Quantity quantity, double[] values, int flowBand, int samplesInVisit, Prediction prediction) {
        RecentPast past = new RecentPast(values, settings.sampleIntervalMillis());
        List<PastPass> passes =
                matcher.passes(prediction, quantity, SourceValues.samplesInCell(settings.sampleIntervalMillis()));
        List<Calibration.QuantityCalibration> learned = learned(quantity);
        List<Estimate> estimates = new ArrayList<>();
        if (learned.isEmpty()) {
            int horizon = settings.lookAheadMillis();
            List<Source> sources = sources(quantity, horizon, past, samplesInVisit, prediction, passes);
            estimates.add(new Estimate(quantity, horizon, uncalibratedRule().fuse(sources), false, List.of()));
        }
        for (Calibration.QuantityCalibration known : learned) {
            List<Source> sources = sources(quantity, known.horizonMillis(), past, samplesInVisit, prediction, passes);
            int band = known.rule().isByFlow() ? flowBand : visitBand(samplesInVisit);
            FusedEstimate fused = known.rule().estimate(sources, band);
            estimates.add(new Estimate(
                    quantity, known.horizonMillis(), fused, true, intervals(known.intervals(), fused, band)));
        }
        return estimates;
    }

    private List<Calibration.QuantityCalibration> learned(Quantity quantity) {
        String name = quantity.name().toLowerCase(Locale.ROOT);
        return calibration == null
                ? List.of()
                : calibration.quantities().stream()
                        .filter(known -> known.quantity().equals(name))
                        .toList();
    }

    private List<Source> sources(
            Quantity quantity,
            int horizonMillis,
            RecentPast past,
            int samplesInVisit,
            Prediction prediction,
            List<PastPass> passes) {
        Target target = new Target(quantity, new Horizon(horizonMillis + " ms", horizonMillis, false));
        SourceValues sourceValues = new SourceValues(target, past, past.last(), samplesInVisit);
        sourceValues.addHistory(prediction.performance().get(quantity), passes);
        return SourceValues.sources(sourceValues.values(), sourceValues.variances(), prediction.confidence());
    }

    private static List<Interval> intervals(@Nullable StagedIntervals learned, FusedEstimate fused, int band) {
        return learned == null
                ? List.of()
                : IntervalCalibration.COVERAGES.stream()
                        .flatMap(coverage -> learned.interval(fused, band, coverage).stream())
                        .toList();
    }

    private int visitBand(int samplesInVisit) {
        return Stage.VISIT.band((samplesInVisit - 1L) * settings.sampleIntervalMillis() / 1e3);
    }

    private int flowBand(double[] downlink) {
        if (downlink.length == 0) {
            return Stage.FLOW.band(Double.NaN);
        }
        int now = downlink.length - 1;
        int step = settings.sampleIntervalMillis();
        return Stage.FLOW.bandOfFlow(
                new FlowCycle(downlink, step).secondsSinceStart(now), new RecentPast(downlink, step).rideMean(now));
    }

    /** Samples on the store's grid, the newest step last; none without samples. */
    private double[] grid(@Nullable ShortTermSamples measured) {
        List<ShortTermSamples.Sample> samples = measured == null
                ? List.of()
                : measured.samples().stream()
                        .filter(sample -> sample.ageMillis() <= MAX_AGE_MILLIS)
                        .toList();
        int steps = samples.stream().mapToInt(this::stepsAgo).max().orElse(-1) + 1;
        double[] sums = new double[steps];
        int[] counts = new int[steps];
        for (ShortTermSamples.Sample sample : samples) {
            int step = steps - 1 - stepsAgo(sample);
            sums[step] += sample.value();
            counts[step]++;
        }
        // 0 / 0 is NaN, as wanted.
        Arrays.setAll(sums, step -> sums[step] / counts[step]);
        return sums;
    }

    private int stepsAgo(ShortTermSamples.Sample sample) {
        return sample.ageMillis() / settings.sampleIntervalMillis();
    }
}
