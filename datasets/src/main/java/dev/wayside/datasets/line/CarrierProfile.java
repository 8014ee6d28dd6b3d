package dev.wayside.datasets.line;

import java.util.Arrays;
import java.util.List;

/** Properties of a carrier's network. Chosen: the figures are plausible, not measured. */
enum CarrierProfile {
    CMCC("cmcc", 1.89e9, 20e6, 910, 160, 4.0, 46, 0.45),
    CUCC("cucc", 1.84e9, 20e6, 960, 320, 3.0, 38, 0.65),
    CTCC("ctcc", 2.12e9, 15e6, 870, 160, 4.5, 42, 0.50);

    private final String id;
    private final double frequencyHz;
    private final double bandwidthHz;
    private final double siteSpacingMetres;
    private final long timeToTriggerMillis;
    private final double a3OffsetDb;
    private final double baseRttMillis;
    private final double cableShare;

    CarrierProfile(
            String id,
            double frequencyHz,
            double bandwidthHz,
            double siteSpacingMetres,
            long timeToTriggerMillis,
            double a3OffsetDb,
            double baseRttMillis,
            double cableShare) {
        this.id = id;
        this.frequencyHz = frequencyHz;
        this.bandwidthHz = bandwidthHz;
        this.siteSpacingMetres = siteSpacingMetres;
        this.timeToTriggerMillis = timeToTriggerMillis;
        this.a3OffsetDb = a3OffsetDb;
        this.baseRttMillis = baseRttMillis;
        this.cableShare = cableShare;
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(CarrierProfile::id).toList();
    }

    static CarrierProfile of(String id) {
        return Arrays.stream(values())
                .filter(profile -> profile.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown carrier '" + id + "'"));
    }

    String id() {
        return id;
    }

    double frequencyHz() {
        return frequencyHz;
    }

    double bandwidthHz() {
        return bandwidthHz;
    }

    double siteSpacingMetres() {
        return siteSpacingMetres;
    }

    /** Time that a neighbour must stay better before the phone reports it (3GPP TS 36.331, timeToTrigger). */
    long timeToTriggerMillis() {
        return timeToTriggerMillis;
    }

    /** By how much a neighbour must be better: offset and hysteresis of event A3 together. */
    double a3OffsetDb() {
        return a3OffsetDb;
    }

    /** Round trip through an idle network. */
    double baseRttMillis() {
        return baseRttMillis;
    }

    /** The share of tunnels in which the carrier has a radiating cable. */
    double cableShare() {
        return cableShare;
    }
}
