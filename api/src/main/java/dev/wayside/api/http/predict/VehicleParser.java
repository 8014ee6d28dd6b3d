package dev.wayside.api.http.predict;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.predict.EstimateRequest.MeasuredRequest;
import dev.wayside.api.http.predict.EstimateRequest.SampleRequest;
import dev.wayside.api.http.predict.EstimateRequest.VehicleRequest;
import dev.wayside.datasets.estimate.Estimator;
import dev.wayside.fusion.ShortTermSamples;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.Observation;
import org.jspecify.annotations.Nullable;

/** A parser of observations with measurements: it checks each field. */
final class VehicleParser {

    /** Chosen: a day. */
    private static final int MAX_SECONDS_IN_CELL = 86_400;

    private static final double MILLIS_PER_SECOND = 1e3;

    private final ObservationParser observations;
    private final int gridMillis;
    private final int maxSamples;

    VehicleParser(StoreSettings store, int maxSamples) {
        this.observations = new ObservationParser(store, maxSamples);
        this.gridMillis = store.sampleIntervalMillis();
        this.maxSamples = maxSamples;
    }

    /**
     * Checks one observation.
     *
     * @param name of the observation in the request, such as {@code observations[3]}
     * @throws ProblemException naming the field that is wrong
     */
    Vehicle parse(String name, @Nullable VehicleRequest request) {
        if (request == null) {
            throw ProblemException.invalid(name + " is missing");
        }
        Observation alone = observations.parse(name, request.observation());
        OptionalInt samplesInVisit = samplesInVisit(
                name + ".secondsInCell",
                request.secondsInCell(),
                alone.samples().length());
        return new Vehicle(
                request.observation().askedCell(),
                new Observation(alone.cell(), alone.samples(), alone.excludedDays(), samplesInVisit),
                measured(name + ".measured", request.measured()));
    }

    /** All samples that are sent are of this cell: it has served for as long as they took at least. */
    private OptionalInt samplesInVisit(String name, @Nullable Double seconds, int samplesSent) {
        if (seconds == null) {
            return OptionalInt.empty();
        }
        if (!(seconds >= 0 && seconds <= MAX_SECONDS_IN_CELL)) {
            throw ProblemException.invalid(
                    name + " is " + seconds + "; it must lie between 0 and " + MAX_SECONDS_IN_CELL);
        }
        int steps = (int) (seconds * MILLIS_PER_SECOND / gridMillis);
        return OptionalInt.of(Math.max(samplesSent, steps + 1));
    }

    private Map<Quantity, ShortTermSamples> measured(String name, @Nullable MeasuredRequest request) {
        Map<Quantity, ShortTermSamples> measured = new EnumMap<>(Quantity.class);
        if (request != null) {
            add(measured, Quantity.DOWNLINK_BPS, name + ".downlinkBps", request.downlinkBps());
            add(measured, Quantity.UPLINK_BPS, name + ".uplinkBps", request.uplinkBps());
            add(measured, Quantity.RTT_MILLIS, name + ".rttMillis", request.rttMillis());
            add(measured, Quantity.LOSS, name + ".loss", request.loss());
            add(measured, Quantity.NEIGHBOUR_RSRP_DBM, name + ".neighbourRsrpDbm", request.neighbourRsrpDbm());
        }
        return measured;
    }

    private void add(
            Map<Quantity, ShortTermSamples> measured,
            Quantity quantity,
            String name,
            @Nullable List<@Nullable SampleRequest> requests) {
        if (requests == null) {
            return;
        }
        if (requests.size() > maxSamples) {
            throw ProblemException.invalid(
                    name + " has " + requests.size() + " samples; at most " + maxSamples + " are taken");
        }
        List<ShortTermSamples.Sample> samples = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            samples.add(sample(quantity, name + "[" + i + "]", requests.get(i)));
        }
        measured.put(quantity, new ShortTermSamples(samples));
    }

    private static ShortTermSamples.Sample sample(Quantity quantity, String name, @Nullable SampleRequest request) {
        Integer age = request == null ? null : request.ageMillis();
        Double value = request == null ? null : request.value();
        if (age == null || value == null) {
            throw ProblemException.invalid(name + " needs an ageMillis and a value");
        }
        if (age < 0 || age > Estimator.MAX_AGE_MILLIS) {
            throw ProblemException.invalid(
                    name + ".ageMillis is " + age + "; it must lie between 0 and " + Estimator.MAX_AGE_MILLIS);
        }
        if (!quantity.accepts(value)) {
            throw ProblemException.invalid(
                    name + ".value is " + value + "; it must lie between " + quantity.min() + " and " + quantity.max());
        }
        return new ShortTermSamples.Sample(age, value);
    }
}
