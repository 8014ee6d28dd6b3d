package dev.wayside.traceingest.format;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.wayside.traceingest.row.HeaderFit;

/** The columns that are read from the Breitbandmessung app's coverage log. */
enum BreitbandColumn {
    /** {@code 5G}, {@code 4G}... or {@code kein Netz}. */
    TECHNOLOGY("Typ"),
    SIM_COUNTRY("SIM Mobile Country Code"),
    SIM_NETWORK("SIM Mobile Network Code"),
    /** The serving network's code, which differs from the SIM's when roaming. */
    COUNTRY("Netzwerk Mobile Country Code"),
    NETWORK("Netzwerk Mobile Network Code"),
    CELL_ID("Cell-ID"),
    RSRP("Signalstärke (RSRP) [dBm]"),
    PCI("Physical-Cell-ID"),
    RSRQ("Signalqualität (RSRQ) [dBm]"),
    CHANNEL("Frequenzkanalnummer"),
    LATITUDE("Breitengrad"),
    LONGITUDE("Längengrad"),
    DATE("Datum"),
    TIME("Uhrzeit");

    private static final Set<BreitbandColumn> OPTIONAL = EnumSet.of(PCI, RSRQ, CHANNEL);

    private final String title;

    BreitbandColumn(String title) {
        this.title = title;
    }

    static Optional<BreitbandColumn> find(String columnName) {
        return Stream.of(values())
                .filter(column -> column.title.equalsIgnoreCase(columnName))
                .findFirst();
    }

    static HeaderFit fit(List<String> header) {
        List<String> titles = Stream.of(values()).map(column -> column.title).toList();
        List<String> required = Stream.of(values())
                .filter(column -> !OPTIONAL.contains(column))
                .map(column -> column.title)
                .toList();
        return HeaderFit.of("breitbandmessung", header, titles, required);
    }

    /** The required titles that a header lacks. */
    static List<String> missingFrom(List<String> header) {
        return fit(header).missing();
    }
}
