package dev.wayside.relay.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.relay.feed.ContextStatus;
import dev.wayside.relay.history.HistoryStatus;
import dev.wayside.relay.history.ReportStatus;
import dev.wayside.relay.reload.ReloadStatus;
import dev.wayside.relay.schedule.Redundancy;
import dev.wayside.relay.session.DatagramStatus;
import dev.wayside.relay.session.PathStatus;
import dev.wayside.relay.session.SessionStatus;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** The answer of {@code /metrics} in Prometheus' text format: the state of the relay at the moment of the request. */
final class RelayMetrics {

    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final String PREFIX = "wayside_relay_";

    private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
    private final Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();

    private RelayMetrics() {}

    static String text(List<SessionStatus> sessions, Optional<ContextStatus> contexts, ReloadStatus reloads)
            throws IOException {
        RelayMetrics metrics = new RelayMetrics();
        for (int number = 0; number < sessions.size(); number++) {
            metrics.add(sessions.get(number), Labels.of("session", String.valueOf(number)));
        }
        contexts.ifPresent(metrics::add);
        metrics.add(reloads);
        return metrics.text();
    }

    private String text() throws IOException {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        gauges.values().forEach(gauge -> all.metricSnapshot(gauge.build()));
        counters.values().forEach(counter -> all.metricSnapshot(counter.build()));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, all.build());
        return text.toString(StandardCharsets.UTF_8);
    }

    private void add(SessionStatus session, Labels of) {
        gauge("connections", "Connections open now.", of, session.connections());
        gauge("held_bytes", "Received and not yet taken by the near ends.", of, session.heldBytes());
        counter("sent_bytes", "Payload sent for the first time.", of, session.firstBytes());
        for (Redundancy why : Redundancy.values()) {
            counter(
                    "copied_bytes",
                    "Payload sent once more, by reason.",
                    of.add("why", ConstantName.of(why)),
                    session.copies().getOrDefault(why, 0L));
        }
        counter("path_failures", "How often a path was found silent.", of, session.failures());
        counter(
                "connection_faults",
                "Connections and packets that a fault of the relay ended.",
                of,
                session.connectionFaults());
        gauge(
                "carriers_up",
                "Carriers with a path that gives signs of life.",
                of,
                session.links().carriersUp());
        session.kinds().forEach(kind -> {
            Labels ofKind = of.add("kind", ConstantName.of(kind.kind()));
            gauge("flows", "Flows open now, by what they are in the direction this relay sends.", ofKind, kind.flows());
            counter("kind_sent_bytes", "Payload sent for the first time, by kind of flow.", ofKind, kind.sentBytes());
        });
        add(session.datagrams(), of);
        session.paths().forEach(path -> add(path, of));
    }

    private void add(DatagramStatus datagrams, Labels of) {
        gauge("datagram_flows", "Flows of whole packets known now.", of, datagrams.flows());
        counter("datagrams_sent", "Whole packets handed to a path.", of, datagrams.sent());
        counter("datagrams_dropped", "Whole packets that had waited for too long.", of, datagrams.dropped());
        counter("datagrams_received", "Whole packets from the peer, each once.", of, datagrams.received());
        counter("datagrams_duplicate", "Copies of whole packets that had arrived.", of, datagrams.duplicates());
        counter("datagrams_refused", "Whole packets of flows that another edge has.", of, datagrams.refused());
    }

    private void add(PathStatus path, Labels session) {
        Labels of = session.add("path", String.valueOf(path.id()))
                .add("carrier", path.carrier())
                .add("lane", ConstantName.of(path.lane()));
        gauge("path_rtt_seconds", "Round trip.", of, path.rttMillis() / 1e3);
        gauge("path_bandwidth_bits_per_second", "What the path is believed to carry.", of, path.bandwidthBps());
        gauge("path_loss_ratio", "Share of segments sent again lately.", of, path.loss());
        gauge("path_outstanding_bytes", "Under way and not acknowledged.", of, path.outstandingBytes());
        gauge("path_up", "1 while it gives signs of life, else 0.", of, path.failing() ? 0 : 1);
    }

    private void add(ContextStatus contexts) {
        contexts.signals().forEach((carrier, signal) -> {
            Labels of = Labels.of("carrier", carrier);
            gauge("signal_age_seconds", "Age of the newest sample of signal.", of, signal.ageMillis() / 1e3);
            gauge("signal_rsrp_dbm", "RSRP.", of, signal.rsrpDbm(), 1);
        });
        contexts.forecasts().forEach((carrier, forecast) -> {
            Labels of = Labels.of("carrier", carrier);
            gauge("forecast_age_seconds", "Age of the forecast in force.", of, forecast.ageMillis() / 1e3);
            gauge("forecast_confidence", "Its confidence, 0 to 1.", of, forecast.confidence());
            gauge("forecast_outage_in_seconds", "Until the outage it expects.", of, forecast.outageInMillis(), 1e-3);
        });
        contexts.history().ifPresent(this::add);
        contexts.reports().ifPresent(this::add);
    }

    private void add(HistoryStatus history) {
        Labels none = Labels.EMPTY;
        counter("history_hits", "Predictions with confidence above 0.", none, history.hits());
        counter("history_misses", "Answers that know nothing.", none, history.misses());
        counter("history_failures", "Questions without an answer, or with a wrong one.", none, history.failures());
        counter("history_outages_predicted", "Forecasts that expect an outage.", none, history.outagesPredicted());
        gauge("history_waits_seconds", "How long it is left alone after failures.", none, history.waitsMillis() / 1e3);
        gauge("history_age_seconds", "Since its last good answer.", none, history.ageMillis(), 1e-3);
    }

    private void add(ReportStatus reports) {
        Labels none = Labels.EMPTY;
        counter("report_rows", "Rows put on disk to be reported.", none, reports.rows());
        counter("report_lost_rows", "Rows that were not put on disk.", none, reports.lostRows());
        counter("reports", "Reports that the history has acknowledged.", none, reports.reports());
        counter("report_failures", "Failures to report.", none, reports.failures());
        gauge("report_waiting_bytes", "On disk and not acknowledged.", none, reports.waitingBytes());
        counter("report_lost_files", "Files deleted unsent, because too much waited.", none, reports.lostFiles());
        gauge("report_refused_files", "Files the history does not take.", none, reports.refusedFiles());
    }

    private void add(ReloadStatus reloads) {
        Labels none = Labels.EMPTY;
        counter("reloads", "Reloads of the configuration that were applied.", none, reloads.reloads());
        counter("reload_failures", "Reloads that failed and changed nothing.", none, reloads.failures());
        gauge(
                "config_loaded_timestamp_seconds",
                "When the settings in force were read, Unix time.",
                none,
                reloads.loadedEpochMillis() / 1e3);
    }

    private void gauge(String name, String help, Labels labels, OptionalDouble value, double unit) {
        if (value.isPresent()) {
            gauge(name, help, labels, value.getAsDouble() * unit);
        }
    }

    private void gauge(String name, String help, Labels labels, Number value) {
        gauges.computeIfAbsent(
                        name,
                        added -> GaugeSnapshot.builder().name(PREFIX + name).help(help))
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value.doubleValue())
                        .build());
    }

    /** @param name without {@code _total}, which is written after it */
    private void counter(String name, String help, Labels labels, long value) {
        counters.computeIfAbsent(
                        name,
                        added -> CounterSnapshot.builder().name(PREFIX + name).help(help))
                .dataPoint(CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value((double) value)
                        .build());
    }
}
