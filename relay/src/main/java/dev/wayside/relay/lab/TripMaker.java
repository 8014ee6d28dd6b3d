package dev.wayside.relay.lab;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.GZIPOutputStream;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.lab.link.LinkMoment;
import dev.wayside.relay.lab.link.LinkSchedule;
import dev.wayside.relay.signal.CanonicalLog;

/**
 * A maker of trips: it generates a line and ingests its past with the {@code wayside} program, and picks the stretch.
 */
final class TripMaker {

    /** Chosen: any Monday. */
    private static final LocalDate FIRST_DAY = LocalDate.parse("2026-01-05");

    /** Chosen: signal before the trip, so that the history has a whole window at its start. */
    private static final int LEAD_SECONDS = 20;

    /** Chosen: darkness and rates are compared to a tenth of a second. */
    private static final double STEP_SECONDS = 0.1;

    /** Chosen: the data set has no uplink rates. */
    private static final double UPLINK_SHARE = 0.25;

    private final Scenario scenario;
    private final WaysideProgram wayside;
    private final Path folder;

    TripMaker(Scenario scenario, WaysideProgram wayside, Path folder) {
        this.scenario = scenario;
        this.wayside = wayside;
        this.folder = folder;
    }

    TripPlan make(int seed) throws IOException, InterruptedException, ConfigException {
        Trip trip = scenario.trip().orElseThrow();
        Path line = folder.resolve("line-" + seed);
        wayside.run(
                "generate",
                "--out",
                line.toString(),
                "--length-km",
                String.valueOf(trip.lineKm()),
                "--cruise-kmh",
                String.valueOf(trip.speedKmh()),
                "--days",
                String.valueOf(trip.historyDays() + 1),
                "--first-day",
                FIRST_DAY.toString(),
                "--carriers",
                String.join(",", carriers()),
                "--seed",
                String.valueOf(seed));
        Path store = ingest(trip, line, seed);
        List<Path> logs = carriers().stream()
                .map(carrier -> log(line, trip.historyDays(), carrier))
                .toList();
        return plan(trip, seed, logs, store);
    }

    private List<String> carriers() {
        return scenario.carriers().stream().map(Scenario.Carrier::name).toList();
    }

    private static Path log(Path line, int day, String carrier) {
        return line.resolve(FIRST_DAY.plusDays(day).toString()).resolve(carrier + ".csv.gz");
    }

    private Path ingest(Trip trip, Path line, int seed) throws IOException, InterruptedException {
        List<String> past = new ArrayList<>();
        for (int day = 0; day < trip.historyDays(); day++) {
            for (String carrier : carriers()) {
                Path log = log(line, day, carrier);
                past.add((trip.rates().isPresent() ? withoutThroughput(log) : log).toString());
            }
        }
        Path store = folder.resolve("store-" + seed);
        List<String> command = new ArrayList<>(List.of("ingest", "--store", store.toString()));
        command.addAll(past);
        wayside.run(command.toArray(String[]::new));
        return store;
    }

    /** A copy of a log without throughput, which says nothing about rates that were measured elsewhere. */
    private static Path withoutThroughput(Path log) throws IOException {
        Path without = Path.of(log.toString().replace(".csv.gz", "-signal.csv.gz"));
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(without)), StandardCharsets.UTF_8))) {
            out.write("time,carrier,cell,rsrp_dbm,rtt_ms,loss,event\n");
            for (CanonicalLog.Row row : CanonicalLog.read(log).rows()) {
                out.write(String.join(
                        ",",
                        Instant.ofEpochMilli(row.epochMillis()).toString(),
                        row.carrier(),
                        row.signal().cell().orElse(""),
                        text(row.signal().rsrpDbm()),
                        text(row.rttMillis()),
                        text(row.loss()),
                        row.event() + "\n"));
            }
        }
        return without;
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.5f", value.getAsDouble()) : "";
    }

    private TripPlan plan(Trip trip, int seed, List<Path> logs, Path store) throws IOException, ConfigException {
        List<CanonicalLog> days = new ArrayList<>();
        for (Path log : logs) {
            days.add(CanonicalLog.read(log));
        }
        long begin = days.stream().mapToLong(TripMaker::begin).min().orElseThrow();
        double from = darkest(days, begin);
        Optional<MeasuredRates> rates = trip.rates().isPresent()
                ? Optional.of(MeasuredRates.pick(
                        datasets().resolve(trip.rates().get()),
                        logs.size(),
                        (int) Math.ceil(scenario.seconds()) + 1,
                        trip.scale().orElse(1.0),
                        seed))
                : Optional.empty();
        List<LinkSchedule> links = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            links.add(link(days.get(i), i, from - (begin(days.get(i)) - begin) / 1e3, rates));
        }
        return new TripPlan(seed, links, logs, from, dark(links), best(links), store);
    }

    private static Path datasets() throws ConfigException {
        String folder = System.getenv("WAYSIDE_DATASETS");
        if (folder == null) {
            throw new ConfigException("set WAYSIDE_DATASETS to the folder of the data sets");
        }
        return Path.of(folder);
    }

    private static long begin(CanonicalLog log) {
        return log.rows().get(0).epochMillis();
    }

    /** The carrier before the trip, then the log, with measured rates if there are any. */
    private LinkSchedule link(CanonicalLog day, int number, double fromSeconds, Optional<MeasuredRates> rates) {
        Scenario.Carrier carrier = scenario.carriers().get(number);
        LinkMoment before = new LinkMoment(carrier.mbps() * 1e6, carrier.mbps() * 1e6, carrier.delayMillis(), 0, false);
        LinkSchedule played = CanonicalTrace.of(day, carrier.name(), fromSeconds);
        return seconds -> {
            LinkMoment moment = seconds < 0 ? before : played.at(seconds);
            if (seconds < 0 || rates.isEmpty()) {
                return moment;
            }
            double bps = Math.max(CanonicalTrace.MIN_BPS, rates.get().at(number, seconds));
            return new LinkMoment(bps, bps * UPLINK_SHARE, moment.delayMillis(), 0, moment.dark());
        };
    }

    /** The start, on the day, of the stretch of the scenario's length with the most darkness. */
    private double darkest(List<CanonicalLog> days, long begin) {
        double end = days.stream()
                .mapToLong(day -> day.rows().get(day.rows().size() - 1).epochMillis())
                .min()
                .orElseThrow();
        double last = (end - begin) / 1e3 - scenario.seconds();
        double darkest = LEAD_SECONDS;
        double most = -1;
        for (double from = LEAD_SECONDS; from <= last; from++) {
            double dark = 0;
            for (int i = 0; i < days.size(); i++) {
                dark += darkSeconds(link(days.get(i), i, from - (begin(days.get(i)) - begin) / 1e3, Optional.empty()));
            }
            if (dark > most) {
                most = dark;
                darkest = from;
            }
        }
        return darkest;
    }

    private double dark(List<LinkSchedule> links) {
        return links.stream().mapToDouble(this::darkSeconds).sum();
    }

    private double darkSeconds(LinkSchedule link) {
        double dark = 0;
        for (double at = 0; at < scenario.seconds(); at += STEP_SECONDS) {
            dark += link.at(at).dark() ? STEP_SECONDS : 0;
        }
        return dark;
    }

    private int best(List<LinkSchedule> links) {
        int best = 0;
        double most = -1;
        for (int i = 0; i < links.size(); i++) {
            double bits = 0;
            for (double at = 0; at < scenario.seconds(); at += STEP_SECONDS) {
                LinkMoment moment = links.get(i).at(at);
                bits += moment.dark() ? 0 : moment.downlinkBps();
            }
            if (bits > most) {
                most = bits;
                best = i;
            }
        }
        return best;
    }
}
