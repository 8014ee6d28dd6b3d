package dev.wayside.kvstore;

/**
 * The outcome of a change of cell, from the disconnection around it and the signalling in the log.
 *
 * <p>Published disconnection times on high-speed rail: success below 100 ms; failure median 1 s, 95th percentile 5 s;
 * outage median 3 s, 90th percentile 10 s.
 */
public enum HandoverKind {
    /** All control messages arrived. */
    SUCCESS(0),
    /** The request left the device and no command came back to it. */
    FAILURE(1),
    /** Coverage was lost; no request was sent. */
    OUTAGE(2);

    private final int code;

    HandoverKind(int code) {
        this.code = code;
    }

    /** True if the link was down long enough to disturb traffic. */
    public boolean isDisruptive() {
        return this != SUCCESS;
    }

    /** Code of the kind in stored values; never changes. 0 to 2. */
    public int code() {
        return code;
    }

    /**
     * The kind with this code.
     *
     * @throws IllegalArgumentException if no kind has it
     */
    public static HandoverKind ofCode(int code) {
        return switch (code) {
            case 0 -> SUCCESS;
            case 1 -> FAILURE;
            case 2 -> OUTAGE;
            default -> throw new IllegalArgumentException("no kind of handover has the code " + code);
        };
    }
}
