package dev.wayside.relay.context;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The signal of a carrier at one moment, as its modem reports it. Immutable.
 *
 * @param cell id of the serving cell, as in the history; empty without coverage
 * @param rsrpDbm RSRP, {@value #MIN_DBM} to {@value #MAX_DBM} dBm; present if and only if the cell is
 */
public record CarrierSignal(Optional<String> cell, OptionalDouble rsrpDbm) {

    /** The type; keys are carriers. */
    public static final ContextType<CarrierSignal> TYPE = new ContextType<>("signal", CarrierSignal.class);

    /** Min RSRP that can be reported (3GPP TS 38.133, table 10.1.6.1-1). */
    private static final int MIN_DBM = -156;

    /** Max RSRP that can be reported (3GPP TS 38.133, table 10.1.6.1-1). */
    private static final int MAX_DBM = -31;

    /** Chosen: any id that fits into a field of CSV without quotes. */
    private static final String CELL = "[^,\"\\p{Cntrl}]{1,128}";

    /** @throws IllegalArgumentException if one of the two is missing, or out of its range */
    public CarrierSignal {
        if (cell.isPresent() != rsrpDbm.isPresent()) {
            throw new IllegalArgumentException("a signal needs both 'cell' and 'rsrpDbm', or neither without coverage");
        }
        if (cell.isPresent() && !cell.get().matches(CELL)) {
            throw new IllegalArgumentException(
                    "'cell' must have 1 to 128 characters, without comma, quote or line break");
        }
        if (rsrpDbm.isPresent() && !(rsrpDbm.getAsDouble() >= MIN_DBM && rsrpDbm.getAsDouble() <= MAX_DBM)) {
            throw new IllegalArgumentException(
                    "'rsrpDbm' must be " + MIN_DBM + " to " + MAX_DBM + " dBm, not " + rsrpDbm.getAsDouble());
        }
    }

    /** The signal in a cell. */
    public static CarrierSignal of(String cell, double rsrpDbm) {
        return new CarrierSignal(Optional.of(cell), OptionalDouble.of(rsrpDbm));
    }

    /** The signal without coverage. */
    public static CarrierSignal none() {
        return new CarrierSignal(Optional.empty(), OptionalDouble.empty());
    }
}
