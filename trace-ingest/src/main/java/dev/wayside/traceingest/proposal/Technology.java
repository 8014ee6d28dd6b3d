package dev.wayside.traceingest.proposal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The names of radio technologies in logs. */
final class Technology {

    /** The technologies whose level is not an RSRP. */
    static final List<String> WITHOUT_RSRP = List.of(
            "GSM",
            "GPRS",
            "EDGE",
            "CDMA",
            "UMTS",
            "WCDMA",
            "TDSCDMA",
            "TD-SCDMA",
            "HSPA",
            "HSPA+",
            "HSPAP",
            "HSDPA",
            "HSUPA",
            "2G",
            "3G");

    private static final Set<String> WITH_RSRP = Set.of(
            "LTE", "LTE_CA", "LTE-CA", "LTE+", "LTE-A", "NR", "NRSA", "NRNSA", "NR-SA", "NR-NSA", "SA", "NSA", "4G",
            "5G", "ENDC", "EN-DC");
    private static final List<String> COLUMNS = List.of(
            "tech",
            "technology",
            "networktech",
            "rat",
            "nettype",
            "networktype",
            "radio",
            "radiotype",
            "radiotechnology",
            "accesstechnology",
            "celltype",
            "type",
            "networkmode",
            "mode",
            "network",
            "net");

    private Technology() {}

    static boolean isName(String value) {
        String upper = value.toUpperCase(Locale.ROOT);
        return WITHOUT_RSRP.contains(upper) || WITH_RSRP.contains(upper);
    }

    /** The column of technologies. */
    static Optional<SampledColumn> column(LogSample sample) {
        return sample.named(COLUMNS, column -> column.share(Technology::isName) > 0.9);
    }
}
