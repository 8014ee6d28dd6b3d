package dev.wayside.traceingest.proposal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The proposal of {@code cell:}: an identity of LTE or 5G, base station and sector, or physical id and channel. */
final class CellProposal {

    private static final List<String> IDENTITIES = List.of(
            "eci",
            "nci",
            "ecgi",
            "ncgi",
            "rawcellid",
            "cellidentity",
            "eutrancellid",
            "cellid",
            "ci",
            "cid",
            "lcid",
            "longcid",
            "gcid",
            "cell",
            "cellkey",
            "cellname");
    private static final List<String> STATIONS = List.of(
            "enb",
            "enodeb",
            "enbid",
            "enodebid",
            "node",
            "nodeid",
            "nodeb",
            "nodebid",
            "basestation",
            "siteid",
            "site");
    private static final List<String> SECTORS =
            List.of("sector", "sectorid", "sektor", "localcellid", "lcid", "cellid", "cid", "ci", "cell", "localcid");
    private static final List<String> PHYSICAL_IDS =
            List.of("pci", "physicalcellid", "physcellid", "phycellid", "pcid");
    private static final List<String> CHANNELS =
            List.of("earfcn", "nrarfcn", "arfcn", "dlearfcn", "channel", "channelnumber", "chan");
    private static final Set<String> OF_OTHER_IDS = Set.of("phys", "physical", "phy", "pci", "psc", "wifi", "area");

    /** Numbers for "unknown" of Android and modems, as {@code row} rejects them. */
    private static final Set<String> UNKNOWN =
            Set.of("-1", "0", "65535", "268435455", "2147483647", "4294967295", "68719476735", "9223372036854775807");

    /** 3GPP TS 36.413: 20 bits of base station and 8 of sector. */
    private static final int MAX_STATION = (1 << 20) - 1;

    private static final int MAX_SECTOR = 255;
    /** 3GPP TS 25.331: the cell ids of 2G and 3G have 16 bits. */
    private static final int MAX_SHORT_ID = 65_535;
    /** 3GPP TS 38.413: the cell ids of 5G have 36 bits. */
    private static final double MAX_ID = (1L << 36) - 1;
    /** 3GPP TS 38.211, 7.4.2.1. */
    private static final int MAX_PHYSICAL_ID = 1007;
    /** Chosen: a column of counters changes in nearly each row, that of cells hardly ever. */
    private static final double MAX_CHANGES = 0.5;

    private final LogSample sample;

    CellProposal(LogSample sample) {
        this.sample = sample;
    }

    static boolean isNamedLikeCell(SampledColumn column) {
        return IDENTITIES.stream().anyMatch(column.words()::contains);
    }

    /** Adds the cell, and returns the columns that tell it; none if it was not found. */
    List<SampledColumn> addTo(MappingDraft draft) {
        List<SampledColumn> ids = sample.allNamed(IDENTITIES, CellProposal::isIdentity);
        Optional<SampledColumn> station = sample.named(STATIONS, column -> isWholeUpTo(column, MAX_STATION));
        Optional<SampledColumn> sector = sample.named(SECTORS, column -> isWholeUpTo(column, MAX_SECTOR));
        Optional<SampledColumn> physical = sample.named(PHYSICAL_IDS, column -> isWholeUpTo(column, MAX_PHYSICAL_ID));
        Optional<SampledColumn> channel = sample.named(CHANNELS, SampledColumn::isWhole);
        List<SampledColumn> large = ids.stream()
                .filter(column -> !isWholeUpTo(column, MAX_SHORT_ID))
                .toList();
        if (!large.isEmpty()) {
            return addIdentity(draft, large);
        }
        if (station.isPresent() && sector.isPresent() && !station.get().equals(sector.get())) {
            return add(draft, "{enb: %s, sector: %s}", station.get(), sector.get());
        }
        Optional<SampledColumn> byValue = byValue(draft.used(), station);
        if (byValue.isPresent()) {
            draft.unsureColumn(byValue.get().name() + " is taken for the cell by its numbers alone");
            return add(draft, "{from: %s}", byValue.get());
        }
        if (physical.isPresent() && channel.isPresent()) {
            draft.unsureColumn(
                    "the log has no cell identity. Physical id and channel replace it: two cells far apart may"
                            + " share them");
            return add(draft, "{pci: %s, channel: %s}", physical.get(), channel.get());
        }
        if (!ids.isEmpty()) {
            draft.unsureColumn(
                    ids.get(0).name() + " holds numbers below 65,536: a 2G or 3G cell, or a part of an identity");
            return add(draft, "{from: %s}", ids.get(0));
        }
        if (station.isPresent()) {
            draft.missingColumn(
                    "cell",
                    station.get().name() + " is a base station, which has several cells; name the sector too, as {enb: "
                            + station.get().name() + ", sector: COLUMN}");
            return List.of();
        }
        draft.missingColumn(
                "cell",
                sector.map(column -> column.name() + " holds only sectors, which every site has; "
                                + "name the base station too, as {enb: COLUMN, sector: " + column.name() + "}")
                        .orElse(
                                "no column holds cell identities (ECI or NCI). Name it, or {enb: COLUMN, sector: COLUMN}, or {pci:"
                                        + " COLUMN, channel: COLUMN}"));
        return List.of();
    }

    private List<SampledColumn> addIdentity(MappingDraft draft, List<SampledColumn> ids) {
        SampledColumn first = ids.get(0);
        if (!first.isWhole()) {
            draft.unsureColumn(first.name() + " is not a number. It is taken as it is written");
        }
        List<SampledColumn> fallbacks =
                ids.stream().skip(1).filter(other -> fillsGapsOf(first, other)).toList();
        if (fallbacks.isEmpty()) {
            return add(draft, "{from: %s}", first);
        }
        SampledColumn second = fallbacks.get(0);
        Set<String> marks = first.distinct().stream().filter(UNKNOWN::contains).collect(Collectors.toSet());
        draft.unsureColumn("where " + first.name() + " is not measured, " + second.name() + " is taken");
        draft.column(
                "cell",
                "{first_of: [%s, %s]%s}"
                        .formatted(
                                MappingDraft.quoted(first.name()),
                                MappingDraft.quoted(second.name()),
                                marks.isEmpty() ? "" : ", missing: " + MappingDraft.list(marks)),
                first,
                second);
        return List.of(first, second);
    }

    /** True for the columns of two cells, such as those of LTE and 5G; false for the parts of one cell. */
    static boolean areTwoIdentities(List<SampledColumn> cells) {
        return cells.size() > 1
                && cells.stream()
                        .allMatch(column -> IDENTITIES.stream()
                                .anyMatch(identity -> column.words().contains(identity)));
    }

    private static boolean fillsGapsOf(SampledColumn first, SampledColumn second) {
        return IntStream.range(0, first.values().size())
                .anyMatch(row -> !isKnown(first.values().get(row))
                        && isKnown(second.values().get(row)));
    }

    private static List<SampledColumn> add(MappingDraft draft, String form, SampledColumn... from) {
        Object[] names = List.of(from).stream()
                .map(column -> MappingDraft.quoted(column.name()))
                .toArray();
        draft.column("cell", form.formatted(names), from);
        return List.of(from);
    }

    private static boolean isKnown(String value) {
        return SampledColumn.isMeasured(value) && !UNKNOWN.contains(value);
    }

    private static boolean isIdentity(SampledColumn column) {
        return !column.words().hasAnyOf(OF_OTHER_IDS)
                && column.share(value -> value.matches(".*\\d.*")) > MAX_CHANGES
                && !isWholeUpTo(column, MAX_SECTOR);
    }

    private static boolean isWholeUpTo(SampledColumn column, double max) {
        SampledColumn known = known(column);
        return known.isWhole() && known.max() <= max;
    }

    private static SampledColumn known(SampledColumn column) {
        return new SampledColumn(
                column.name(),
                column.words(),
                column.values().stream().filter(CellProposal::isKnown).toList());
    }

    /** A base station has such numbers too, and several cells. */
    private Optional<SampledColumn> byValue(Set<SampledColumn> used, Optional<SampledColumn> station) {
        Predicate<SampledColumn> likeIds = column -> {
            SampledColumn known = known(column);
            return known.share(value -> value.matches("\\d{6,11}")) == 1
                    && known.max() > MAX_SHORT_ID
                    && known.max() <= MAX_ID
                    && changes(known) <= MAX_CHANGES * known.values().size();
        };
        List<SampledColumn> candidates = sample.others(used).stream()
                .filter(likeIds)
                .filter(column -> !station.equals(Optional.of(column)))
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    private static long changes(SampledColumn column) {
        List<String> values = column.values();
        return IntStream.range(1, values.size())
                .filter(row -> !values.get(row).equals(values.get(row - 1)))
                .count();
    }
}
