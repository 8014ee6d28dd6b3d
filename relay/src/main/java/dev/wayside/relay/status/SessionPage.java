package dev.wayside.relay.status;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.wayside.relay.schedule.LinkState;
import dev.wayside.relay.session.PathStatus;
import dev.wayside.relay.session.SessionStatus;
import dev.wayside.relay.session.flow.KindStatus;

/** Sessions and their paths, for the status page. */
final class SessionPage {

    private static final List<String> HEADINGS =
            List.of("path", "carrier", "lane", "RTT ms", "Mbit/s", "loss %", "under way kB", "state");

    private SessionPage() {}

    static void add(Html page, SessionStatus session) {
        page.paragraph(
                "%d connections, %.1f MB sent, %.1f MB of it again, %d path failures, %d connection faults; %d packets sent whole,"
                        + " %d dropped, %d received",
                session.connections(),
                session.firstBytes() / 1e6,
                session.copiedBytes() / 1e6,
                session.failures(),
                session.connectionFaults(),
                session.datagrams().sent(),
                session.datagrams().dropped(),
                session.datagrams().received());
        page.paragraph("flows: %s; %s", kinds(session.kinds()), links(session.links()));
        page.table(HEADINGS, session.paths().stream().map(SessionPage::row).toList());
    }

    private static List<String> row(PathStatus path) {
        return List.of(
                String.valueOf(path.id()),
                path.carrier(),
                ConstantName.of(path.lane()),
                Html.cell("%.1f", path.rttMillis()),
                Html.cell("%.1f", path.bandwidthBps() / 1e6),
                Html.cell("%.2f", path.loss() * 100),
                Html.cell("%.1f", path.outstandingBytes() / 1e3),
                path.failing() ? "silent" : "up");
    }

    private static String kinds(List<KindStatus> kinds) {
        return kinds.stream()
                .map(kind -> String.format(
                        Locale.ROOT,
                        "%d %s (%.1f MB)",
                        kind.flows(),
                        ConstantName.of(kind.kind()),
                        kind.sentBytes() / 1e6))
                .collect(Collectors.joining(", "));
    }

    private static String links(LinkState links) {
        return links.carriersUp() + " carriers up"
                + (links.outagePredicted() ? ", an outage predicted" : "")
                + (links.historyAvailable() ? "" : ", no history for any");
    }
}
