package dev.wayside.datasets.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.wayside.fusion.Source;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.Matcher;
import dev.wayside.matcher.Observation;
import dev.wayside.matcher.Prediction;
import org.jspecify.annotations.Nullable;

/** Asks along one ride, at even steps, with its own day left out of the history and of the cells' means. */
final class RideWalk {

    private static final double SLOPE_SECONDS = 3;

    private final Ride ride;
    private final int number;
    private final StoreSettings settings;
    private final Matcher matcher;
    private final CellMeasurements cells;
    private final Map<Quantity, RecentPast> pasts = new EnumMap<>(Quantity.class);
    private final @Nullable FlowCycle flow;

    RideWalk(Ride ride, int number, StoreSettings settings, Matcher matcher, CellMeasurements cells) {
        this.ride = ride;
        this.number = number;
        this.settings = settings;
        this.matcher = matcher;
        this.cells = cells;
        for (Quantity quantity : Target.QUANTITIES) {
            double[] values = ride.values(quantity);
            if (values != null) {
                pasts.put(quantity, new RecentPast(values, ride.stepMillis()));
            }
        }
        double[] downlink = ride.values(Quantity.DOWNLINK_BPS);
        this.flow = downlink == null ? null : new FlowCycle(downlink, ride.stepMillis());
    }

    List<Moment> moments(int everySteps) {
        List<Moment> moments = new ArrayList<>();
        MatchSettings matching = MatchSettings.defaultsFor(settings);
        Set<LocalDate> ownDay = Set.of(ride.plan().day());
        Prediction earlier = null;
        for (int now = 0; now < ride.length(); now += everySteps) {
            CellKey cell = ride.cell(now);
            if (cell != null) {
                Observation observation = new Observation(cell, ride.newest(now, settings.windowLength()), ownDay);
                earlier = matcher.predict(observation, matching, earlier);
                moments.add(moment(now, cell, earlier));
            }
        }
        return moments;
    }

    private Moment moment(int now, CellKey cell, Prediction prediction) {
        Moment moment = new Moment(ride.plan().day(), number, where(now, prediction), signs(now, prediction));
        for (Target target : Target.of(settings)) {
            ask(moment, target, now, cell, prediction);
        }
        for (EventKind kind : EventKind.values()) {
            for (Horizon horizon : Horizon.within(settings)) {
                Boolean comes = ride.handoverWithin(now, horizon.millis(), kind.disruptiveOnly());
                if (comes != null) {
                    moment.event(kind, horizon, comes);
                }
            }
        }
        return moment;
    }

    private void ask(Moment moment, Target target, int now, CellKey cell, Prediction prediction) {
        RecentPast past = pasts.get(target.quantity());
        if (past == null) {
            return;
        }
        double truth = past.truth(now, target.horizon());
        double[] values = unknown(Opinion.values().length);
        double[] variances = unknown(Opinion.values().length);
        shortTerm(past.sources(now), values, variances);
        if (Double.isNaN(truth) || Double.isNaN(values[Opinion.REFERENCE.place()])) {
            return;
        }
        put(values, Opinion.MEDIAN_20, past.median(now));
        put(values, Opinion.RIDE_MEAN, past.rideMean(now));
        CellMeasurements.Summary summary = cells.without(ride.plan().day(), cell, target.quantity());
        put(values, Opinion.CELL_MEAN, summary.mean());
        put(values, Opinion.CELL_MEDIAN, summary.median());
        put(values, Opinion.CELL_RSRP, summary.meanAt(ride.rsrpDbm(now)));
        history(values, variances, target, prediction, now);
        moment.ask(target, values, variances, truth);
    }

    private static void shortTerm(List<Source> sources, double[] values, double[] variances) {
        for (Source source : sources) {
            for (Opinion opinion : Opinion.values()) {
                if (opinion.source().equals(source.name())) {
                    put(values, opinion, source.value());
                    put(variances, opinion, source.variance().orElse(Double.NaN));
                }
            }
        }
    }

    private void history(double[] values, double[] variances, Target target, Prediction prediction, int now) {
        Foresight foresight = new Foresight(prediction, target);
        double mean = foresight.mean();
        if (Double.isNaN(mean)) {
            return;
        }
        double staying = foresight.staying();
        put(values, Opinion.HISTORY, mean);
        put(variances, Opinion.HISTORY, foresight.variance());
        put(values, Opinion.STAYING, staying * inThisCell(values, now));
        put(values, Opinion.HISTORY_BEFORE, staying * foresight.meanBefore());
        put(values, Opinion.LEAVING, (1 - staying) * values[Opinion.MEAN_30S.place()]);
        put(values, Opinion.HISTORY_AFTER, (1 - staying) * foresight.meanAfter());
        put(values, Opinion.NEXT_CELL, (1 - staying) * nextCell(target.quantity(), prediction, mean));
    }

    /** The mean of a second, or of as little as was measured in this cell. */
    private double inThisCell(double[] values, int now) {
        double second = values[Opinion.MEAN_1S.place()];
        return Double.isNaN(second) || ride.samplesInVisit(now) == 1 ? values[Opinion.LAST_VALUE.place()] : second;
    }

    private double nextCell(Quantity quantity, Prediction prediction, double otherwise) {
        double mean = prediction
                .handover()
                .flatMap(risk -> risk.likeliestTargetCellId())
                .map(id -> cells.without(
                                ride.plan().day(), new CellKey(ride.plan().carrier(), id), quantity)
                        .mean())
                .orElse(Double.NaN);
        return Double.isNaN(mean) ? otherwise : mean;
    }

    private Moment.Where where(int now, Prediction prediction) {
        return new Moment.Where(
                ride.epochMillis(now),
                ride.value(Quantity.LONGITUDE_DEGREES, now),
                ride.value(Quantity.LATITUDE_DEGREES, now),
                prediction.confidence(),
                Stage.VISIT.band(secondsInCell(now)),
                Stage.FLOW.band(flow == null ? Double.NaN : flow.secondsSinceStart(now)));
    }

    private double secondsInCell(int now) {
        return (ride.samplesInVisit(now) - 1) * ride.stepMillis() / 1e3;
    }

    private float[] signs(int now, Prediction prediction) {
        double[] signs = unknown(EventSign.values().length);
        int back = Math.max(1, (int) (SLOPE_SECONDS * 1e3 / ride.stepMillis()));
        signs[EventSign.RSRP.place()] = ride.rsrpDbm(now);
        double above = neighbourAbove(now);
        signs[EventSign.NEIGHBOUR.place()] = above;
        if (ride.samplesInVisit(now) > back) {
            signs[EventSign.SLOPE.place()] = ride.rsrpDbm(now) - ride.rsrpDbm(now - back);
            signs[EventSign.NEIGHBOUR_SLOPE.place()] = above - neighbourAbove(now - back);
        }
        signs[EventSign.IN_CELL.place()] = Math.log1p(secondsInCell(now));
        signs[EventSign.CONFIDENCE.place()] = prediction.confidence();
        prediction.handover().ifPresent(risk -> {
            signs[EventSign.MATCH_HANDOVER.place()] = risk.share();
            signs[EventSign.CELL_HANDOVER.place()] = risk.historyShare();
        });
        prediction.outage().ifPresent(risk -> {
            signs[EventSign.MATCH_DISRUPTION.place()] = risk.share();
            signs[EventSign.CELL_DISRUPTION.place()] = risk.historyShare();
        });
        return floats(signs);
    }

    private double neighbourAbove(int now) {
        return ride.value(Quantity.NEIGHBOUR_RSRP_DBM, now) - ride.rsrpDbm(now);
    }

    private static void put(double[] values, Opinion opinion, double value) {
        values[opinion.place()] = value;
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
