package dev.wayside.relay.context;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a modem says of its carrier at one moment. Immutable.
 *
 * @param cell id of the serving cell, as the history knows it; empty without coverage
 * @param rsrpDbm its signal, -156 to -31 dBm; present if and only if the cell is
 */
public record CarrierSignal(Optional<String> cell, OptionalDouble rsrpDbm) {

    /** By carrier. */
    public static final ContextType<CarrierSignal> TYPE = new ContextType<>("signal", CarrierSignal.class);

    private static final double MIN_DBM = -156;
    private static final double MAX_DBM = -31;
    private static final String CELL = "[^,\"\\p{Cntrl}]{1,128}";

    /** @throws IllegalArgumentException if one of the two is missing, or out of its range */
    public CarrierSignal {
        if (cell.isPresent() != rsrpDbm.isPresent()) {
            throw new IllegalArgumentException("a signal needs both 'cell' and 'rsrpDbm', or neither without coverage");
        }
        if (cell.isPresent() && !cell.get().matches(CELL)) {
            throw new IllegalArgumentException(
                    "'cell' has 1 to 128 characters, no comma, quote or line break among them");
        }
        if (rsrpDbm.isPresent() && !(rsrpDbm.getAsDouble() >= MIN_DBM && rsrpDbm.getAsDouble() <= MAX_DBM)) {
            throw new IllegalArgumentException(
                    "'rsrpDbm' lies between -156 and -31 dBm, not at " + rsrpDbm.getAsDouble());
        }
    }

    /** A cell and its signal. */
    public static CarrierSignal of(String cell, double rsrpDbm) {
        return new CarrierSignal(Optional.of(cell), OptionalDouble.of(rsrpDbm));
    }

    /** No coverage. */
    public static CarrierSignal none() {
        return new CarrierSignal(Optional.empty(), OptionalDouble.empty());
    }
}
