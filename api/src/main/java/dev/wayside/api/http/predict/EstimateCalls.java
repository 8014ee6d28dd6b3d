package dev.wayside.api.http.predict;

import java.util.ArrayList;
import java.util.List;

import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.api.http.exchange.ServiceLimits;
import dev.wayside.api.http.flow.LongWork;
import dev.wayside.api.http.predict.EstimateRequest.VehicleRequest;
import dev.wayside.datasets.estimate.Estimator;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.Matcher;
import dev.wayside.matcher.Prediction;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/estimates}: predictions fused with what the vehicles themselves have just measured. The store's
 * calibration is read once: to calibrate takes the store, which the service holds; only on a cluster can another come
 * meanwhile, which counts from the next start on.
 */
public final class EstimateCalls {

    /**
     * Chosen: an estimate costs as much as several predictions: the matches' measurements are read quantity by
     * quantity.
     */
    private static final int MAX_OBSERVATIONS = 100;

    /** Chosen: the search, and the matches' measurements of each of the quantities. */
    private static final int PREDICTIONS_PER_ESTIMATE = 4;

    private final Matcher matcher;
    private final ServiceLimits limits;
    private final VehicleParser parser;
    private final Estimator estimator;
    private final MatchSettings matching;
    private final LongWork longWork;

    /**
     * Calls over one store, with its calibration.
     *
     * @throws dev.wayside.kvstore.HistoryStoreException if the store's calibration cannot be read
     */
    public EstimateCalls(
            HistoryStore store, Matcher matcher, MatchSettings defaults, ServiceLimits limits, LongWork longWork) {
        this.matcher = matcher;
        this.limits = limits;
        this.parser = new VehicleParser(store.settings(), limits.samples());
        this.estimator = new Estimator(store, matcher);
        this.matching = estimator.matching(defaults);
        this.longWork = longWork;
    }

    public void estimate(Context context) {
        EstimateRequest request = Exchange.read(context, EstimateRequest.class, limits.bodyBytes());
        // All is checked before anything is searched: an answer is whole or an error.
        List<Vehicle> vehicles = vehicles(request);
        longWork.run(context, comparisons(vehicles), isLong -> {
            if (isLong) {
                Exchange.respondEach(
                        context,
                        "estimates",
                        vehicles.stream().map(this::estimate).iterator());
            } else {
                Exchange.respond(
                        context,
                        new EstimatesResponse(
                                vehicles.stream().map(this::estimate).toList()));
            }
        });
    }

    private long comparisons(List<Vehicle> vehicles) {
        return PREDICTIONS_PER_ESTIMATE
                * vehicles.stream()
                        .mapToLong(vehicle ->
                                matcher.comparisons(vehicle.observation().cell(), matching))
                        .sum();
    }

    private List<Vehicle> vehicles(EstimateRequest request) {
        List<@Nullable VehicleRequest> observations = ObservationParser.requireSome(
                request.observations(), Math.min(MAX_OBSERVATIONS, limits.observations()));
        List<Vehicle> vehicles = new ArrayList<>();
        for (int i = 0; i < observations.size(); i++) {
            vehicles.add(parser.parse("observations[" + i + "]", observations.get(i)));
        }
        return vehicles;
    }

    private EstimatesResponse.Estimated estimate(Vehicle vehicle) {
        Prediction prediction = matcher.predict(vehicle.observation(), matching, null);
        return EstimatesResponse.Estimated.of(
                vehicle.asked(),
                prediction,
                estimator.estimate(prediction, vehicle.samplesInVisit(), vehicle.measured()),
                estimator.events(vehicle.observation(), prediction, vehicle.measured()));
    }
}
