package dev.wayside.api.http.predict;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.Observation;
import org.jspecify.annotations.Nullable;

/** A parser of observations: it checks each field, and brings the samples to the store's grid. */
public final class ObservationParser {

    /** Chosen: almost three years. */
    private static final int MAX_EXCLUDED_DAYS = 1_000;
    /** Chosen: slower samples say nothing about a cell. */
    private static final int MAX_INTERVAL_MILLIS = 60_000;

    private final int maxSamples;
    private final int windowLength;
    private final int gridMillis;
    private final GridResampling resampling;

    public ObservationParser(StoreSettings store, int maxSamples) {
        this.maxSamples = maxSamples;
        this.windowLength = store.windowLength();
        this.gridMillis = store.sampleIntervalMillis();
        this.resampling = new GridResampling(gridMillis, store.windowLength());
    }

    /** Max number of samples that are used: those of a window, and one to interpolate from. */
    public int maxUsed(@Nullable Integer intervalMillis) {
        long windowMillis = (long) windowLength * gridMillis;
        long inWindow = windowMillis / (intervalMillis == null ? gridMillis : intervalMillis) + 1;
        return (int) Math.min(maxSamples, inWindow);
    }

    /**
     * Checks the number of observations.
     *
     * @throws ProblemException if there are no observations, or more than {@code most}
     */
    public static <T extends @Nullable Object> List<T> requireSome(@Nullable List<T> observations, int most) {
        if (observations == null || observations.isEmpty()) {
            throw ProblemException.invalid("observations is " + (observations == null ? "missing" : "empty"));
        }
        if (observations.size() > most) {
            throw ProblemException.invalid(
                    "observations has " + observations.size() + " entries; at most " + most + " are taken");
        }
        return observations;
    }

    /**
     * Checks one observation.
     *
     * @param name of the observation in the request, such as {@code observations[3]}
     * @throws ProblemException naming the field that is wrong
     */
    public Observation parse(String name, @Nullable ObservationRequest request) {
        ObservationRequest observation = require(name, request);
        CellKey cell = cell(name, observation);
        double[] dbm = samples(name + ".rsrpDbm", require(name + ".rsrpDbm", observation.rsrpDbm()));
        int intervalMillis = intervalMillis(name + ".sampleIntervalMillis", observation.sampleIntervalMillis());
        RsrpSeries samples = RsrpSeries.ofDbm(resampling.resample(dbm, intervalMillis));
        return new Observation(cell, samples, days(name + ".excludeDays", observation.excludeDays()));
    }

    private static CellKey cell(String name, ObservationRequest observation) {
        String carrier = require(name + ".carrier", observation.carrier());
        String cell = require(name + ".cell", observation.cell());
        try {
            // The names as they are sent are checked too: the answer repeats them.
            CellKey asked = new CellKey(carrier, cell);
            return CellKey.named(asked.carrier(), asked.cellId());
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(name + ": " + e.getMessage());
        }
    }

    private double[] samples(String name, DbmSamples dbm) {
        if (dbm.length() > maxSamples) {
            throw ProblemException.invalid(
                    name + " has " + dbm.length() + " samples; at most " + maxSamples + " are taken");
        }
        for (int i = 0; i < dbm.length(); i++) {
            if (!RsrpSeries.isReportable(dbm.at(i))) {
                throw ProblemException.invalid(name + "[" + i + "] is " + dbm.at(i) + "; RSRP lies between "
                        + RsrpSeries.MIN_DBM + " and " + RsrpSeries.MAX_DBM + " dBm");
            }
        }
        return dbm.toArray();
    }

    private int intervalMillis(String name, @Nullable Integer millis) {
        if (millis == null) {
            return gridMillis;
        }
        if (millis < 1 || millis > MAX_INTERVAL_MILLIS) {
            throw ProblemException.invalid(
                    name + " is " + millis + "; it must lie between 1 and " + MAX_INTERVAL_MILLIS);
        }
        return millis;
    }

    private static Set<LocalDate> days(String name, @Nullable List<@Nullable String> texts) {
        Set<LocalDate> days = new HashSet<>();
        if (texts == null) {
            return days;
        }
        if (texts.size() > MAX_EXCLUDED_DAYS) {
            throw ProblemException.invalid(
                    name + " names " + texts.size() + " days; at most " + MAX_EXCLUDED_DAYS + " are taken");
        }
        for (int i = 0; i < texts.size(); i++) {
            days.add(day(name + "[" + i + "]", texts.get(i)));
        }
        return days;
    }

    private static LocalDate day(String name, @Nullable String text) {
        try {
            return LocalDate.parse(require(name, text));
        } catch (DateTimeException e) {
            throw ProblemException.invalid(name + " is not a date such as 2026-01-05");
        }
    }

    private static <T> T require(String name, @Nullable T value) {
        if (value == null) {
            throw ProblemException.invalid(name + " is missing");
        }
        return value;
    }
}
