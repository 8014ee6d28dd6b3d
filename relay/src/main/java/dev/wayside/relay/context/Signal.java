package dev.wayside.relay.context;

/**
 * What a modem says of its cell.
 *
 * @param carrier the carrier
 * @param cell cell id
 * @param rsrpDbm reference signal received power, dBm
 */
public record Signal(String carrier, String cell, double rsrpDbm) {

    /** By carrier. */
    public static final ContextType<Signal> TYPE = new ContextType<>("signal", Signal.class);
}
