package dev.wayside.datasets.estimate;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.fusion.EventModel;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import org.jspecify.annotations.Nullable;

/**
 * A calibration, learned from a history about its own predictions: the rule that did best on days left out, its
 * factors, and how wide its intervals must be. Learned by {@code wayside calibrate}, kept in the store as JSON.
 * Immutable.
 *
 * @param version of this form
 * @param samples how many samples the store held; another number means that it has grown since
 * @param days how many days were left out in turn
 * @param visitTimeDbPerSecond the matcher's setting it was learned with
 * @param carriers the only ones it was learned from; none if from all
 * @param quantities one per quantity and horizon that could be learned
 * @param events one per event and horizon that came on several days
 */
public record Calibration(
        int version,
        long samples,
        int days,
        double visitTimeDbPerSecond,
        List<String> carriers,
        List<QuantityCalibration> quantities,
        List<EventCalibration> events) {

    private static final int VERSION = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The best rule for a quantity over a horizon.
     *
     * @param quantity as in the store, lower case
     * @param error its error on days left out: RMSE of throughput, MAE of the others, in the quantity's unit
     * @param errorOfMean5s that of the mean of the last 5 s, which is what most would use
     * @param intervals null where there was too little to learn them from
     */
    public record QuantityCalibration(
            String quantity,
            int horizonMillis,
            double error,
            double errorOfMean5s,
            LearnedStack rule,
            @Nullable StagedIntervals intervals) {}

    /**
     * A model of an event within a horizon.
     *
     * @param share of all moments that it followed
     */
    public record EventCalibration(String event, int horizonMillis, double share, EventModel model) {}

    /** Copies the lists. */
    public Calibration {
        carriers = List.copyOf(carriers);
        quantities = List.copyOf(quantities);
        events = List.copyOf(events);
    }

    public static Calibration of(
            long samples,
            int days,
            double visitTimeDbPerSecond,
            List<String> carriers,
            List<QuantityCalibration> quantities,
            List<EventCalibration> events) {
        return new Calibration(VERSION, samples, days, visitTimeDbPerSecond, carriers, quantities, events);
    }

    /** True if learning again would give the same result: the store has not grown, and the settings are the same. */
    public boolean isOf(long samplesNow, double dbPerSecondNow, List<String> carriersNow) {
        return samples == samplesNow && visitTimeDbPerSecond == dbPerSecondNow && carriers.equals(carriersNow);
    }

    /**
     * Reads the calibration of a store.
     *
     * @return empty if it was never calibrated, or by a version with another form: then calibrate it again
     * @throws HistoryStoreException if what is kept cannot be read
     */
    public static Optional<Calibration> in(HistoryStore store) {
        Optional<byte[]> kept = store.calibration();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        try {
            return version(kept.get()) == VERSION
                    ? Optional.of(JSON.readValue(kept.get(), Calibration.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * True if the store was calibrated by a version with another form: estimates go without it.
     *
     * @throws HistoryStoreException if what is kept cannot be read
     */
    public static boolean isOutdatedIn(HistoryStore store) {
        Optional<byte[]> kept = store.calibration();
        try {
            return kept.isPresent() && version(kept.get()) != VERSION;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static int version(byte[] kept) throws IOException {
        return JSON.readTree(kept).path("version").asInt();
    }

    private static HistoryStoreException unreadable(IOException cause) {
        return new HistoryStoreException(
                HistoryStoreException.Reason.CORRUPT,
                "the calibration in the store cannot be read; run wayside calibrate --again",
                cause);
    }

    public void keepIn(HistoryStore store) {
        try {
            store.keepCalibration(JSON.writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a calibration is plain values", e);
        }
    }
}
