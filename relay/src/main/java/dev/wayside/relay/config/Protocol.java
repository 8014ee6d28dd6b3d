package dev.wayside.relay.config;

/** The protocols that rules can name, with their numbers (IANA). */
enum Protocol {
    TCP(6),
    UDP(17),
    ICMP(1);

    private final int number;

    Protocol(int number) {
        this.number = number;
    }

    /** The number in an IP header. */
    int number() {
        return number;
    }
}
