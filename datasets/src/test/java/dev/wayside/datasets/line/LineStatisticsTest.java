package dev.wayside.datasets.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The statistics of three lines over eight days: nothing is tuned per line, so tolerances say what chance may do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LineStatisticsTest {
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
    private static final int DAYS = 8;
    private static final double CRUISING_MPS = 75;

    private final List<Trace> traces = new ArrayList<>();

    @BeforeAll
    void simulate() {
        for (long seed : SEEDS) {
            LineSettings settings = LineSettings.defaults().withSeed(seed).withDays(LocalDate.of(2026, 1, 5), DAYS);
            LineModel model = new LineModel(settings);
            for (int day = 0; day < DAYS; day++) {
                TrainRun trip = model.trip(settings.firstDay().plusDays(day));
                for (String carrier : settings.carriers()) {
                    List<Sample> rows = new ArrayList<>();
                    List<Disconnection> truth = model.simulation(trip, carrier).run(rows::add);
                    traces.add(new Trace(seed + carrier, trip, rows, truth));
                }
            }
        }
    }

    private record Trace(String network, TrainRun trip, List<Sample> rows, List<Disconnection> truth) {}

    @Test
    void cellsChangeEveryEightToNineSecondsAtCruiseSpeed() {
        double seconds = 0;
        int events = 0;
        for (Trace trace : traces) {
            for (Sample row : trace.rows()) {
                if (row.place().speedMps() > CRUISING_MPS) {
                    seconds += 0.1;
                    events += row.ended().isPresent() ? 1 : 0;
                }
            }
        }
        assertThat(seconds / events).isBetween(7.5, 9.5);
    }

    @Test
    void mostHandoversWorkAndEveryKindOccurs() {
        double all = traces.stream().mapToInt(trace -> trace.truth().size()).sum();

        assertThat(disconnections(DisconnectionKind.FAILURE).size() / all).isBetween(0.04, 0.16);
        assertThat(disconnections(DisconnectionKind.OUTAGE).size() / all).isBetween(0.02, 0.08);
    }

    @Test
    void disconnectionsFollowThePublishedStatistics() {
        List<Double> successes = disconnections(DisconnectionKind.SUCCESS);
        List<Double> failures = disconnections(DisconnectionKind.FAILURE);
        List<Double> outages = disconnections(DisconnectionKind.OUTAGE);

        assertThat(Quantiles.of(successes, 0.95)).isLessThan(100);
        assertThat(Quantiles.of(failures, 0.5)).isCloseTo(1_000, within(150.0));
        assertThat(Quantiles.of(failures, 0.95)).isCloseTo(5_000, within(1_000.0));
        assertThat(Quantiles.of(outages, 0.5)).isCloseTo(3_000, within(450.0));
        assertThat(Quantiles.of(outages, 0.9)).isCloseTo(10_000, within(1_500.0));
    }

    @Test
    void rowsShowTheSameDisconnectionsToATenthOfASecond() {
        assertThat(readBack(DisconnectionKind.FAILURE)).hasSizeGreaterThan(500);
        for (DisconnectionKind kind : List.of(DisconnectionKind.FAILURE, DisconnectionKind.OUTAGE)) {
            for (double probability : new double[] {0.1, 0.5, 0.9, 0.95}) {
                double truth = Quantiles.of(disconnections(kind), probability);
                assertThat(Quantiles.of(readBack(kind), probability)).isCloseTo(truth, within(100 + 0.05 * truth));
            }
        }
    }

    @Test
    void signalStrengthIsPlausible() {
        List<Double> rsrp = traces.stream()
                .flatMap(trace -> trace.rows().stream())
                .flatMap(row -> row.link().stream())
                .map(Sample.Link::rsrpDbm)
                .toList();

        assertThat(rsrp).allMatch(dbm -> dbm >= -156 && dbm <= -31);
        assertThat(Quantiles.of(rsrp, 0.01)).isGreaterThan(-120);
        assertThat(Quantiles.of(rsrp, 0.95)).isBetween(-80.0, -65.0);
    }

    @Test
    void throughputAtOnePlaceVariesAboutThreefoldBetweenTrips() {
        Map<String, Map<TrainRun, List<Double>>> byPlace = new HashMap<>();
        for (Trace trace : traces) {
            double metres = 0;
            for (Sample row : trace.rows()) {
                metres += row.place().speedMps() * 0.1;
                double bps = row.link()
                        .map(link -> (double) link.quality().downlinkBps())
                        .orElse(0.0);
                byPlace.computeIfAbsent(trace.network() + (int) (metres / 200), place -> new HashMap<>())
                        .computeIfAbsent(trace.trip(), trip -> new ArrayList<>())
                        .add(bps);
            }
        }
        List<Double> spreads = byPlace.values().stream()
                .filter(trips -> trips.size() == DAYS)
                .map(LineStatisticsTest::spread)
                .toList();
        assertThat(Quantiles.of(spreads, 0.5)).isBetween(2.0, 4.0);
    }

    @Test
    void servingCellAtOnePlaceDiffersBetweenDays() {
        Map<String, Set<String>> cells = new HashMap<>();
        for (Trace trace : traces) {
            for (Sample row : trace.rows()) {
                String place = "%s %.3f".formatted(trace.network(), row.place().latitude());
                row.link()
                        .ifPresent(link -> cells.computeIfAbsent(place, key -> new HashSet<>())
                                .add(link.cell()));
            }
        }
        double contested =
                cells.values().stream().filter(here -> here.size() > 1).count();
        assertThat(contested / cells.size()).isBetween(0.1, 0.7);
    }

    @Test
    void troublesRecurAtTheSamePlacesButNotEveryDay() {
        Map<String, Set<TrainRun>> failures = new HashMap<>();
        for (Trace trace : traces) {
            for (Disconnection handover : trace.truth()) {
                if (handover.kind() == DisconnectionKind.FAILURE) {
                    int tick = (int) (handover.startMillis() / TrainRun.TICK_MILLIS);
                    int place = (int) (trace.trip().trackMetresAt(tick) / 300);
                    failures.computeIfAbsent(trace.network() + place, key -> new HashSet<>())
                            .add(trace.trip());
                }
            }
        }
        double all = failures.values().stream().mapToInt(Set::size).sum();
        double recurring = failures.values().stream()
                .mapToInt(Set::size)
                .filter(days -> days > 1)
                .sum();
        assertThat(recurring / all).isBetween(0.4, 0.9);
    }

    @Test
    void cutOffRowsHaveNoLinkAndAnEventOnlyMarksRowsWithACell() {
        for (Trace trace : traces) {
            for (Sample row : trace.rows()) {
                assertThat(row.ended().isPresent() && row.link().isEmpty()).isFalse();
            }
        }
    }

    private List<Double> disconnections(DisconnectionKind kind) {
        return traces.stream()
                .flatMap(trace -> trace.truth().stream())
                .filter(handover -> handover.kind() == kind)
                .map(Disconnection::disconnectionMillis)
                .toList();
    }

    /** Disconnections as a reader of the rows would measure them: rows without a cell, 100 ms each. */
    private List<Double> readBack(DisconnectionKind kind) {
        List<Double> millis = new ArrayList<>();
        for (Trace trace : traces) {
            double gap = 0;
            for (Sample row : trace.rows()) {
                if (row.link().isEmpty()) {
                    gap += 100;
                    continue;
                }
                if (row.ended().filter(kind::equals).isPresent()) {
                    millis.add(gap);
                }
                gap = 0;
            }
        }
        return millis;
    }

    private static double spread(Map<TrainRun, List<Double>> bpsByTrip) {
        List<Double> means = bpsByTrip.values().stream()
                .map(bps ->
                        bps.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .toList();
        return Quantiles.of(means, 0.75) / Math.max(1, Quantiles.of(means, 0.25));
    }
}
