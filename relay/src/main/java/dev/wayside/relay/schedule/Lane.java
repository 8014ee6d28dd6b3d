package dev.wayside.relay.schedule;

/** What a path carries. The codes are on the wire: never change or reuse one. */
public enum Lane {
    /** Bulk. */
    MAIN(0),
    /** Messages that fit into one packet: a packet that is lost or waits holds up nothing but its like. */
    SHORT(1);

    private final int code;

    Lane(int code) {
        this.code = code;
    }

    /** Its code on the wire. */
    public int code() {
        return code;
    }
}
