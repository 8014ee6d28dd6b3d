package dev.wayside.traceingest.proposal;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The proposal of {@code rsrp_dbm:}: by name if the values agree, otherwise by values alone. */
final class LevelProposal {

    private static final List<String> NAMES = List.of("rsrp", "ltersrp", "ssrsrp", "nrrsrp", "csirsrp");
    private static final List<String> STEP_NAMES =
            List.of("rsrpasu", "rsrpindex", "rsrpidx", "asu", "lteasu", "asulevel");
    private static final List<String> LOOSE_NAMES =
            List.of("signalstrength", "signallevel", "signal", "level", "dbm", "strength", "power");
    private static final Set<String> OTHER_LEVELS = Set.of(
            "rssi", "rsrq", "sinr", "snr", "rssnr", "rscp", "rxlev", "ecno", "quality", "cqi", "battery", "wifi");
    private static final Set<String> POSITIONS =
            Set.of("lat", "latitude", "lon", "lng", "long", "longitude", "altitude", "alt", "coordinates");

    /** 3GPP TS 36.133 and TS 38.133, in dBm. */
    private static final double MIN_DBM = -156;

    private static final double MAX_DBM = -31;
    /** 3GPP TS 27.007, +CESQ: level 0 is -140 dBm. */
    private static final int MAX_ASU = 97;

    private static final int ASU_OFFSET = -140;
    private static final Set<String> STEPS = Set.of("asu", "index", "idx");
    /** Unknown: 3GPP TS 27.007, +CSQ and +CESQ. */
    private static final Set<String> ASU_MARKS = Set.of("99", "255");

    /** Chosen: the rest are marks for "not measured". */
    private static final double MIN_SHARE = 0.5;
    /** Chosen: a column without a telling name has to be of levels alone. */
    private static final double MIN_SHARE_BY_VALUE = 0.95;

    private static final int MAX_MARKS = 5;

    private final LogSample sample;

    LevelProposal(LogSample sample) {
        this.sample = sample;
    }

    /** @param cells the columns of the cell */
    void addTo(MappingDraft draft, List<SampledColumn> cells) {
        Predicate<SampledColumn> mayBeLevel =
                column -> !draft.used().contains(column) && !column.words().hasAnyOf(OTHER_LEVELS);
        List<SampledColumn> named = sample.allNamed(NAMES, mayBeLevel);
        List<SampledColumn> levels =
                named.stream().filter(LevelProposal::isInRange).toList();
        if (!levels.isEmpty()) {
            addNamed(draft, levels, CellProposal.areTwoIdentities(cells));
            return;
        }
        List<SampledColumn> others = named.isEmpty() ? sample.allNamed(STEP_NAMES, mayBeLevel) : named;
        if (!others.isEmpty() && addInOtherUnit(draft, others.get(0))) {
            return;
        }
        List<SampledColumn> loose = sample.allNamed(LOOSE_NAMES, mayBeLevel.and(LevelProposal::isInRange));
        List<SampledColumn> candidates = loose.isEmpty()
                ? sample.others(draft.used()).stream()
                        .filter(mayBeLevel.and(LevelProposal::isLikeLevel))
                        .toList()
                : loose;
        if (candidates.size() == 1) {
            draft.unsureColumn(
                    candidates.get(0).name() + " may be an RSRP by its values. An RSSI (2G, 3G, Wi-Fi) has similar"
                            + " ones and must not be taken");
            add(draft, candidates.get(0));
            return;
        }
        draft.missingColumn(
                "rsrp_dbm",
                (candidates.isEmpty()
                        ? "no column holds an RSRP in dBm (-156 to -31). RSSI, RSCP and RSRQ do not replace it"
                        : "several columns may be the RSRP: keep one of these lines, without its #"));
        candidates.forEach(column ->
                draft.suggestedColumn("rsrp_dbm", "{from: " + MappingDraft.quoted(column.name()) + "}", column));
    }

    /** @param newRadioToo true if the cell is the first of an LTE and a 5G identity */
    private static void addNamed(MappingDraft draft, List<SampledColumn> levels, boolean newRadioToo) {
        List<String> others = levels.stream().skip(1).map(SampledColumn::name).toList();
        if (others.isEmpty()) {
            add(draft, levels.get(0));
            return;
        }
        draft.unsureColumn("the RSRP is also in " + String.join(", ", others)
                + (newRadioToo ? ", which is taken where the first is not measured" : "")
                + ". It has to be that of the cell above");
        if (newRadioToo) {
            Set<String> marks = marks(levels.get(0));
            draft.column(
                    "rsrp_dbm",
                    "{first_of: [%s, %s]%s}"
                            .formatted(
                                    MappingDraft.quoted(levels.get(0).name()),
                                    MappingDraft.quoted(levels.get(1).name()),
                                    marks.isEmpty() ? "" : ", missing: " + MappingDraft.list(marks)),
                    levels.get(0),
                    levels.get(1));
        } else {
            add(draft, levels.get(0));
        }
    }

    private static void add(MappingDraft draft, SampledColumn level) {
        Set<String> marks = marks(level);
        String from = MappingDraft.quoted(level.name());
        draft.column(
                "rsrp_dbm",
                marks.isEmpty()
                        ? "{from: " + from + "}"
                        : "{from: " + from + ", missing: " + MappingDraft.list(marks) + "}",
                level);
    }

    /** Levels in steps above -140 dBm, without their sign, or in tenths. */
    private static boolean addInOtherUnit(MappingDraft draft, SampledColumn named) {
        String from = "{from: " + MappingDraft.quoted(named.name());
        Set<String> marks =
                named.distinct().stream().filter(ASU_MARKS::contains).collect(Collectors.toSet());
        boolean steps = named.share(value -> ASU_MARKS.contains(value) || isStep(SampledColumn.number(value))) == 1;
        boolean unsigned = named.shareOfNumbers(value -> isDbm(-value)) == 1;
        String asSteps = from + ", offset: " + ASU_OFFSET
                + (marks.isEmpty() ? "" : ", missing: " + MappingDraft.list(marks)) + "}";
        if (steps && unsigned && !named.words().hasAnyOf(STEPS)) {
            draft.missingColumn(
                    "rsrp_dbm",
                    named.name()
                            + " is not in dBm. Its values may be ASU, which are 140 above it, or dBm without the sign:"
                            + " keep one of these lines, without its #");
            draft.suggestedColumn("rsrp_dbm", asSteps, named);
            draft.suggestedColumn("rsrp_dbm", from + ", factor: -1}", named);
            return true;
        }
        if (steps) {
            draft.unsureColumn(named.name() + " is not in dBm. Its values may be ASU, which are 140 above it");
            draft.column("rsrp_dbm", asSteps, named);
            return true;
        }
        if (unsigned) {
            draft.unsureColumn(named.name() + " is not in dBm. Its values may be dBm without the sign");
            draft.column("rsrp_dbm", from + ", factor: -1}", named);
            return true;
        }
        if (named.shareOfNumbers(value -> value >= MIN_DBM * 10 && value <= MAX_DBM * 10) >= MIN_SHARE) {
            draft.unsureColumn(named.name() + " is not in dBm. Its values may be tenths");
            draft.column("rsrp_dbm", from + ", factor: 0.1}", named);
            return true;
        }
        return false;
    }

    private static boolean isStep(double value) {
        return value >= 0 && value <= MAX_ASU;
    }

    private static boolean isDbm(double value) {
        return value >= MIN_DBM && value <= MAX_DBM;
    }

    private static boolean isInRange(SampledColumn column) {
        return column.shareOfNumbers(LevelProposal::isDbm) >= MIN_SHARE;
    }

    /** Levels vary, and have few decimals; a longitude has many. */
    private static boolean isLikeLevel(SampledColumn column) {
        return column.shareOfNumbers(LevelProposal::isDbm) >= MIN_SHARE_BY_VALUE
                && column.distinct().size() > 1
                && !column.words().hasAnyOf(POSITIONS)
                && !column.words().isOfOthers()
                && column.share(value -> value.matches("[^.,]*([.,]\\d{1,3})?")) == 1;
    }

    /** The numbers for "not measured". */
    private static Set<String> marks(SampledColumn level) {
        Set<String> outside = level.distinct().stream()
                .filter(value -> !isDbm(SampledColumn.number(value)))
                .collect(Collectors.toSet());
        return outside.size() > MAX_MARKS ? Set.of() : outside;
    }
}
