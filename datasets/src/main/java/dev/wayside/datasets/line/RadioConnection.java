package dev.wayside.datasets.line;

import java.util.ArrayList;
import java.util.List;

import dev.wayside.datasets.line.random.Lognormal;
import dev.wayside.datasets.line.random.RandomStream;

/**
 * The phone's connection to the network, tick by tick: connected, waiting for a handover command, changing over, cut
 * off. Not thread-safe.
 */
final class RadioConnection {
    // Figures: the table "The model" in datasets/README.md.
    /** Below this the phone can neither send a request nor take up a cell. */
    private static final double USABLE_DBM = -117;
    /** Below this for {@link #LOST_AFTER_MILLIS} the radio link has failed. */
    private static final double LOST_DBM = -121;

    private static final long LOST_AFTER_MILLIS = 200;
    private static final Lognormal COMMAND_MILLIS = new Lognormal(80, 0.3);
    private static final Lognormal SEARCH_MILLIS = new Lognormal(350, 0.5);
    /**
     * Half of the commands are lost at this quality, repetitions included; a step of the slope changes the odds e-fold.
     */
    private static final double COMMAND_SINR_DB = -15;

    private static final double COMMAND_SLOPE_DB = 1.3;
    private static final double CHANCE_FAILURE = 0.005;

    private enum State {
        CONNECTED,
        AWAITING_COMMAND,
        CHANGING_OVER,
        CUT_OFF
    }

    private final Measurements phone;
    private final A3Event a3;
    private final RandomStream chance;
    private final List<Disconnection> handovers = new ArrayList<>();
    private State state = State.CONNECTED;
    private int serving;
    private int target;
    private DisconnectionKind cause = DisconnectionKind.SUCCESS;
    private long lostSinceMillis = Long.MAX_VALUE;
    private boolean outOfCoverage;
    private long startMillis;
    private double dueMillis;

    /** Starts connected to the strongest cell. */
    RadioConnection(Measurements phone, A3Event a3, RandomStream chance) {
        this.phone = phone;
        this.a3 = a3;
        this.chance = chance;
        this.serving = phone.strongest();
    }

    void tick(long nowMillis) {
        switch (state) {
            case CONNECTED -> whileConnected(nowMillis);
            case AWAITING_COMMAND -> whileAwaitingCommand(nowMillis);
            case CHANGING_OVER -> whileChangingOver(nowMillis);
            case CUT_OFF -> whileCutOff(nowMillis);
        }
    }

    /** True if the phone has a cell; it still has one while it changes over. */
    boolean hasCell() {
        return state != State.CUT_OFF;
    }

    /** True if user data flows. */
    boolean carriesData() {
        return state == State.CONNECTED || state == State.AWAITING_COMMAND;
    }

    /** The cell in use, or the last one while cut off, by its place in the network's list. */
    int serving() {
        return serving;
    }

    /** All disconnections so far, in order of time. */
    List<Disconnection> handovers() {
        return handovers;
    }

    private void whileConnected(long nowMillis) {
        double servingDbm = phone.rsrpDbm(serving);
        lostSinceMillis = servingDbm < LOST_DBM ? Math.min(lostSinceMillis, nowMillis) : Long.MAX_VALUE;
        if (nowMillis - lostSinceMillis >= LOST_AFTER_MILLIS) {
            cutOff(DisconnectionKind.OUTAGE, nowMillis, 0);
            return;
        }
        int better = a3.check(nowMillis, serving, phone);
        if (better != A3Event.NONE && servingDbm > USABLE_DBM) {
            target = better;
            dueMillis = nowMillis + COMMAND_MILLIS.sample(chance);
            state = State.AWAITING_COMMAND;
        }
    }

    private void whileAwaitingCommand(long nowMillis) {
        if (nowMillis < dueMillis) {
            return;
        }
        if (chance.happens(lossProbability(phone.sinrDb(serving)))) {
            cutOff(DisconnectionKind.FAILURE, nowMillis, Lognormal.FAILURE_MILLIS.sample(chance));
        } else {
            begin(DisconnectionKind.SUCCESS, nowMillis, Lognormal.SUCCESS_MILLIS.sample(chance));
            state = State.CHANGING_OVER;
        }
    }

    private void whileChangingOver(long nowMillis) {
        if (nowMillis >= dueMillis) {
            connect(target, dueMillis);
        }
    }

    /** Back in coverage, the phone still has to find and enter a cell. */
    private void whileCutOff(long nowMillis) {
        int strongest = phone.strongest();
        if (phone.rsrpDbm(strongest) < USABLE_DBM) {
            outOfCoverage = true;
            return;
        }
        if (outOfCoverage) {
            outOfCoverage = false;
            dueMillis = Math.max(dueMillis, nowMillis + SEARCH_MILLIS.sample(chance));
        }
        if (nowMillis >= dueMillis) {
            connect(strongest, dueMillis);
        }
    }

    private static double lossProbability(double sinrDb) {
        double weak = 1 / (1 + Math.exp((sinrDb - COMMAND_SINR_DB) / COMMAND_SLOPE_DB));
        return CHANCE_FAILURE + (1 - CHANCE_FAILURE) * weak;
    }

    private void begin(DisconnectionKind kind, long nowMillis, double atLeastMillis) {
        cause = kind;
        startMillis = nowMillis;
        dueMillis = nowMillis + atLeastMillis;
    }

    private void cutOff(DisconnectionKind kind, long nowMillis, double atLeastMillis) {
        begin(kind, nowMillis, atLeastMillis);
        outOfCoverage = kind == DisconnectionKind.OUTAGE;
        state = State.CUT_OFF;
    }

    private void connect(int cell, double atMillis) {
        handovers.add(new Disconnection(cause, startMillis, atMillis - startMillis, serving, cell));
        serving = cell;
        lostSinceMillis = Long.MAX_VALUE;
        a3.reset();
        state = State.CONNECTED;
    }
}
