package dev.wayside.datasets.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import dev.wayside.datasets.estimate.EventKind;
import dev.wayside.datasets.estimate.EventSign;
import dev.wayside.datasets.estimate.FlowCycle;
import dev.wayside.datasets.estimate.Horizon;
import dev.wayside.datasets.estimate.MatchShares;
import dev.wayside.datasets.estimate.RecentPast;
import dev.wayside.datasets.estimate.SourceValues;
import dev.wayside.datasets.estimate.Stage;
import dev.wayside.datasets.estimate.Target;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.Matcher;
import dev.wayside.matcher.Observation;
import dev.wayside.matcher.PastPass;
import dev.wayside.matcher.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * A walk along one ride, with a question at even steps, and with its own day left out of the history and of the cells'
 * means.
 */
final class RideWalk {

    private final Ride ride;
    private final int number;
    private final StoreSettings settings;
    private final Matcher matcher;
    private final CellMeasurements cells;
    private final Map<Quantity, RecentPast> pasts = new EnumMap<>(Quantity.class);
    private final @Nullable FlowCycle flow;
    private final List<Target> targets;
    private final List<Horizon> horizons;
    private final double visitTimeDbPerSecond;

    RideWalk(
            Ride ride,
            int number,
            StoreSettings settings,
            Matcher matcher,
            CellMeasurements cells,
            double visitTimeDbPerSecond) {
        this.ride = ride;
        this.number = number;
        this.settings = settings;
        this.matcher = matcher;
        this.cells = cells;
        this.visitTimeDbPerSecond = visitTimeDbPerSecond;
        this.targets = Target.of(settings);
        this.horizons = Horizon.within(settings);
        for (Quantity quantity : Target.QUANTITIES) {
            double[] values = ride.values(quantity);
            if (values != null) {
                pasts.put(quantity, new RecentPast(values, ride.stepMillis()));
            }
        }
        double[] downlink = ride.values(Quantity.DOWNLINK_BPS);
        this.flow = downlink == null ? null : new FlowCycle(downlink, ride.stepMillis());
    }

    List<Moment> moments(int intervalSteps) {
        List<Moment> moments = new ArrayList<>();
        MatchSettings matching = MatchSettings.defaultsFor(settings).withVisitTimeDbPerSecond(visitTimeDbPerSecond);
        Set<LocalDate> ownDay = Set.of(ride.plan().day());
        Prediction earlier = null;
        for (int now = 0; now < ride.length(); now += intervalSteps) {
            CellKey cell = ride.cell(now);
            if (cell != null) {
                Observation observation = new Observation(
                        cell,
                        ride.newest(now, settings.windowLength()),
                        ownDay,
                        OptionalInt.of(ride.samplesInVisit(now)));
                earlier = matcher.predict(observation, matching, earlier);
                moments.add(moment(now, cell, earlier));
            }
        }
        return moments;
    }

    private Moment moment(int now, CellKey cell, Prediction prediction) {
        Map<Quantity, List<PastPass>> passes = new EnumMap<>(Quantity.class);
        MatchShares shares = new MatchShares(passes(Quantity.DOWNLINK_BPS, prediction, passes), horizons);
        Moment moment = new Moment(ride.plan().day(), number, where(now, cell, prediction), signs(now), shares);
        for (Target target : targets) {
            RecentPast past = pasts.get(target.quantity());
            if (past != null) {
                ask(moment, target, past, now, cell, prediction, passes);
            }
        }
        for (EventKind kind : EventKind.values()) {
            for (Horizon horizon : horizons) {
                Boolean comes = ride.startsWithin(now, horizon.millis(), kind);
                if (comes != null) {
                    moment.event(kind, horizon, comes);
                }
            }
        }
        return moment;
    }

    private void ask(
            Moment moment,
            Target target,
            RecentPast past,
            int now,
            CellKey cell,
            Prediction prediction,
            Map<Quantity, List<PastPass>> passes) {
        double truth = past.truth(now, target.horizon());
        SourceValues sourceValues = new SourceValues(target, past, now, ride.samplesInVisit(now));
        if (Double.isNaN(truth) || !sourceValues.hasReference()) {
            return;
        }
        CellMeasurements.Summary summary = cells.without(ride.plan().day(), cell, target.quantity());
        sourceValues.addCell(summary.mean(), summary.median(), summary.meanAt(ride.rsrpDbm(now)));
        sourceValues.addHistory(
                prediction.performance().get(target.quantity()), passes(target.quantity(), prediction, passes));
        moment.ask(target, sourceValues, truth);
    }

    /** Read once a moment, for its events and all its horizons. */
    private List<PastPass> passes(Quantity wanted, Prediction prediction, Map<Quantity, List<PastPass>> read) {
        return read.computeIfAbsent(
                wanted,
                quantity -> matcher.passes(prediction, quantity, SourceValues.samplesInCell(ride.stepMillis())));
    }

    private Moment.Where where(int now, CellKey cell, Prediction prediction) {
        RecentPast downlink = pasts.get(Quantity.DOWNLINK_BPS);
        return new Moment.Where(
                ride.epochMillis(now),
                cell,
                ride.rsrpDbm(now),
                ride.value(Quantity.LONGITUDE_DEGREES, now),
                ride.value(Quantity.LATITUDE_DEGREES, now),
                prediction.confidence(),
                Stage.VISIT.band(secondsInCell(now)),
                Stage.FLOW.bandOfFlow(
                        flow == null ? Double.NaN : flow.secondsSinceStart(now),
                        downlink == null ? Double.NaN : downlink.rideMean(now)));
    }

    private double secondsInCell(int now) {
        return (ride.samplesInVisit(now) - 1) * ride.stepMillis() / 1e3;
    }

    private float[] signs(int now) {
        double[] signs = unknown(EventSign.values().length);
        int back = EventSign.slopeSteps(ride.stepMillis());
        signs[EventSign.RSRP.place()] = ride.rsrpDbm(now);
        double above = neighbourAbove(now);
        signs[EventSign.NEIGHBOUR.place()] = above;
        if (ride.samplesInVisit(now) > back) {
            signs[EventSign.SLOPE.place()] = ride.rsrpDbm(now) - ride.rsrpDbm(now - back);
            signs[EventSign.NEIGHBOUR_SLOPE.place()] = above - neighbourAbove(now - back);
        }
        signs[EventSign.IN_CELL.place()] = Math.log1p(secondsInCell(now));
        return floats(signs);
    }

    private double neighbourAbove(int now) {
        return ride.value(Quantity.NEIGHBOUR_RSRP_DBM, now) - ride.rsrpDbm(now);
    }

    private static double[] unknown(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
