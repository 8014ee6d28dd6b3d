package dev.wayside.datasets.line;

import java.time.Instant;

import dev.wayside.datasets.line.radio.Decibels;
import dev.wayside.datasets.line.radio.SpectralEfficiency;
import dev.wayside.datasets.line.random.GaussMarkov;
import dev.wayside.datasets.line.random.RandomStream;

/** User plane of the train: throughput summed over the ticks of a row, round-trip time and loss. Not thread-safe. */
final class UserPlane {
    // Figures: the table "The model" in datasets/README.md.
    /** The phone's 23 dBm spread over the 25 resource blocks it is granted. */
    private static final double PHONE_ELEMENT_DBM = 23 - 24.8;

    /** Noise figure 5 dB, and the other phones' interference. */
    private static final double MAST_NOISE_DBM = -174 + 41.76 + 5 + 5;

    private static final double UPLINK_SHARE_OF_BAND = 0.25;
    private static final double FLUCTUATION_SIGMA = 0.6;
    private static final double FLUCTUATION_SECONDS = 2.5;
    /** Until link adaptation and congestion control have found the new cell's rate. */
    private static final double RECOVERY_MILLIS = 300;
    /** The rate right after a handover, as a share of the full one. */
    private static final double FIRST_RATE = 0.2;

    private static final double BEST_LOSS = 2e-4;
    private static final double WEAK_LOSS = 0.25;
    private static final double WEAK_SINR_DB = -5;
    private static final double WEAK_SLOPE_DB = 1.5;
    private static final double IDLE_LOSS = 0.3;
    private static final double LOSS_SIGMA = 0.7;

    private final CarrierProfile profile;
    private final CellLoads loads;
    private final GaussMarkov downlinkFluctuation;
    private final GaussMarkov uplinkFluctuation;
    private final Latency latency;
    private final RandomStream chance;
    private int ticks;
    private int idleTicks;
    private double downlinkBits;
    private double uplinkBits;
    private double busy;
    private double sinrDb;

    UserPlane(CarrierDay today, RandomStream chance) {
        this.profile = today.network().profile();
        this.loads = today.load();
        this.chance = chance;
        double tickSeconds = TrainRun.TICK_MILLIS / 1_000.0;
        this.downlinkFluctuation = new GaussMarkov(FLUCTUATION_SIGMA, FLUCTUATION_SECONDS, tickSeconds, chance);
        this.uplinkFluctuation = new GaussMarkov(FLUCTUATION_SIGMA, FLUCTUATION_SECONDS, tickSeconds, chance);
        this.latency = new Latency(profile.baseRttMillis(), chance);
    }

    /** Adds a tick in which {@code cell} carried data. */
    void carry(int cell, Measurements phone, double speedMps, Instant time, double sinceHandoverMillis) {
        sinrDb = phone.sinrDb(cell);
        busy = loads.share(cell, time, downlinkFluctuation.next());
        double uplinkBusy = loads.share(cell, time, uplinkFluctuation.next());
        double recovered = Math.min(1, FIRST_RATE + (1 - FIRST_RATE) * sinceHandoverMillis / RECOVERY_MILLIS);
        double uplinkDb = PHONE_ELEMENT_DBM + phone.rsrpDbm(cell) - SectorSite.ELEMENT_POWER_DBM - MAST_NOISE_DBM;
        downlinkBits += recovered * (1 - busy) * bits(SpectralEfficiency.DOWNLINK, sinrDb, speedMps, 1);
        uplinkBits += recovered
                * (1 - uplinkBusy)
                * bits(SpectralEfficiency.UPLINK, uplinkDb, speedMps, UPLINK_SHARE_OF_BAND);
        ticks++;
    }

    private double bits(SpectralEfficiency efficiency, double qualityDb, double speedMps, double shareOfBand) {
        double sinr = SpectralEfficiency.afterDoppler(Decibels.toLinear(qualityDb), speedMps, profile.frequencyHz());
        double seconds = TrainRun.TICK_MILLIS / 1_000.0;
        return shareOfBand * profile.bandwidthHz() * efficiency.at(sinr) * seconds;
    }

    /** Adds a tick without data. */
    void idle() {
        ticks++;
        idleTicks++;
    }

    /** A disconnection has ended: what waited for it is late. */
    void resume(double disconnectionMillis) {
        latency.stall(disconnectionMillis);
    }

    /** Closes a row: the averages since the last row, and the round trip now. */
    Quality close() {
        double seconds = ticks * TrainRun.TICK_MILLIS / 1_000.0;
        double idleShare = (double) idleTicks / ticks;
        Quality quality = new Quality(
                Math.round(downlinkBits / seconds),
                Math.round(uplinkBits / seconds),
                latency.nextMillis(busy, sinrDb),
                loss(idleShare));
        ticks = 0;
        idleTicks = 0;
        downlinkBits = 0;
        uplinkBits = 0;
        return quality;
    }

    /** Residual loss grows where retransmissions give up, and while nothing flows, though the network buffers much. */
    private double loss(double idleShare) {
        double weak = WEAK_LOSS / (1 + Math.exp((sinrDb - WEAK_SINR_DB) / WEAK_SLOPE_DB));
        double typical = BEST_LOSS + weak + IDLE_LOSS * idleShare;
        return Math.min(1, typical * Math.exp(LOSS_SIGMA * chance.normal()));
    }
}
