package dev.wayside.relay.status;

import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import dev.wayside.relay.context.ConnectionContext;

/** The connections that had most to send, and what was decided for them, for the status page. */
final class ConnectionTable {

    /** Chosen: what fits on a screen. */
    private static final int MAX_ROWS = 20;

    private static final List<String> HEADINGS = List.of(
            "client", "server", "kind", "user", "priority", "weight", "scheduler", "MB", "waiting kB", "active s");

    private ConnectionTable() {}

    static void add(Html page, List<Map<String, ConnectionContext>> sessions) {
        List<List<String>> rows = sessions.stream()
                .flatMap(session -> session.values().stream())
                .sorted(Comparator.comparingLong(ConnectionContext::offeredBytes)
                        .reversed())
                .limit(MAX_ROWS)
                .map(ConnectionTable::row)
                .toList();
        if (!rows.isEmpty()) {
            page.table(HEADINGS, rows);
        }
    }

    private static List<String> row(ConnectionContext connection) {
        return List.of(
                end(connection.client()),
                end(connection.server()),
                ConstantName.of(connection.kind()),
                connection.flowClass().user(),
                String.valueOf(connection.flowClass().priority()),
                Html.cell("%.1f", connection.flowClass().weight()),
                ConstantName.of(connection.flowClass().scheduler()),
                Html.cell("%.1f", connection.offeredBytes() / 1e6),
                Html.cell("%.1f", connection.waitingBytes() / 1e3),
                Html.cell("%.1f", connection.activeMillis() / 1e3));
    }

    private static String end(InetSocketAddress end) {
        return end.getAddress().getHostAddress() + ":" + end.getPort();
    }
}
