package dev.wayside.datasets.estimate;

import java.util.ArrayList;
import java.util.List;

import dev.wayside.fusion.Domain;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;

/** A prediction target: a quantity over a horizon. */
public record Target(Quantity quantity, Horizon horizon) {

    public static final List<Quantity> QUANTITIES =
            List.of(Quantity.DOWNLINK_BPS, Quantity.UPLINK_BPS, Quantity.RTT_MILLIS, Quantity.LOSS);

    /** Chosen: below these a value counts as nothing. */
    private static final double MIN_BPS = 10_000;

    private static final double MIN_RTT_MILLIS = 1;
    private static final double MIN_LOSS = 0.001;

    public static List<Target> of(StoreSettings settings) {
        List<Target> targets = new ArrayList<>();
        for (Quantity quantity : QUANTITIES) {
            Horizon.within(settings).forEach(horizon -> targets.add(new Target(quantity, horizon)));
            if (quantity == Quantity.RTT_MILLIS) {
                targets.add(new Target(quantity, Horizon.nextSample(settings)));
            }
        }
        return targets;
    }

    public boolean isThroughput() {
        return quantity == Quantity.DOWNLINK_BPS || quantity == Quantity.UPLINK_BPS;
    }

    /** Errors of heavy-tailed quantities are factors: logarithms, above a floor. */
    public Domain logarithms() {
        return Domain.logarithmic(floor());
    }

    public double floor() {
        return switch (quantity) {
            case RTT_MILLIS -> MIN_RTT_MILLIS;
            case LOSS -> MIN_LOSS;
            default -> MIN_BPS;
        };
    }
}
