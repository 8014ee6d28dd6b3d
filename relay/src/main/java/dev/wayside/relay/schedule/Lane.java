package dev.wayside.relay.schedule;

/** The kind of traffic a path carries. The codes are on the wire: never change or reuse one. */
public enum Lane {
    /** Bulk. */
    MAIN(0),
    /** Messages that fit into one packet: a lost or late packet delays only other short messages. */
    SHORT(1);

    private final int code;

    Lane(int code) {
        this.code = code;
    }

    /** The code on the wire. */
    public int code() {
        return code;
    }
}
