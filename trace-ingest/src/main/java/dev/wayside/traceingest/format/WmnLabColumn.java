package dev.wayside.traceingest.format;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.wayside.traceingest.row.HeaderFit;
import org.jspecify.annotations.Nullable;

/** The columns that are read from WMN-Lab's per-second metrics. */
enum WmnLabColumn {
    TIMESTAMP("Timestamp"),
    LATITUDE("lat"),
    LONGITUDE("long"),
    /** m/s. */
    SPEED("gpsspeed"),
    /** From one LTE cell to another. */
    LTE_HANDOVER("LTE_HO"),
    /** From one LTE anchor of a 5G connection to another. */
    ANCHOR_HANDOVER("MN_HO"),
    /** A 5G cell joins the LTE one. */
    NR_ADDED("eNB_to_ENDC"),
    NR_RELEASED("gNB_Rel"),
    /** From one 5G cell to another, with the same anchor. */
    NR_HANDOVER("gNB_HO"),
    RADIO_LINK_FAILURE("RLF"),
    /** Of the serving LTE cell, dBm; 0 is not measured. */
    RSRP("RSRP"),
    /** Of the serving LTE cell, dB; 0 is not measured. */
    RSRQ("RSRQ"),
    /** Of the 5G cell, dBm; 0 is not measured. */
    NR_RSRP("nr-RSRP"),
    NEIGHBOUR_1_RSRP("RSRP1"),
    NEIGHBOUR_2_RSRP("RSRP2"),
    /** Packets of this second that did not arrive. */
    DOWNLINK_LOST("dl-loss"),
    UPLINK_LOST("ul-loss"),
    /** Mean one-way delay, s. */
    DOWNLINK_DELAY("dl-latency"),
    UPLINK_DELAY("ul-latency");

    private static final Set<WmnLabColumn> OPTIONAL = EnumSet.of(RSRQ, NR_RSRP);

    private final String title;

    WmnLabColumn(String title) {
        this.title = title;
    }

    static HeaderFit fit(List<String> header) {
        List<String> titles = Stream.of(values()).map(column -> column.title).toList();
        List<String> required = Stream.of(values())
                .filter(column -> !OPTIONAL.contains(column))
                .map(column -> column.title)
                .toList();
        return HeaderFit.of("wmnlab", header, titles, required);
    }

    /** The required titles that a header lacks. */
    static List<String> missingFrom(List<String> header) {
        return fit(header).missing();
    }

    /** The columns of a header; null for one that is not read. */
    static @Nullable WmnLabColumn[] of(List<String> header) {
        return header.stream()
                .map(name -> Stream.of(values())
                        .filter(column -> column.title.equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(null))
                .toArray(WmnLabColumn[]::new);
    }
}
