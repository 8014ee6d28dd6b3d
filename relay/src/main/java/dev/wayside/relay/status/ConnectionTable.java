package dev.wayside.relay.status;

import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.wayside.relay.context.ConnectionContext;

/** The connections that had most to send, and what was decided for them, as the page shows them. */
final class ConnectionTable {

    private static final int MAX_ROWS = 20;

    private ConnectionTable() {}

    static String html(List<Map<String, ConnectionContext>> sessions) {
        List<ConnectionContext> most = sessions.stream()
                .flatMap(session -> session.values().stream())
                .sorted(Comparator.comparingLong(ConnectionContext::offeredBytes)
                        .reversed())
                .limit(MAX_ROWS)
                .toList();
        if (most.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<table><tr><th>client<th>server<th>kind<th>user<th>priority<th>weight"
                + "<th>scheduler<th>MB<th>waiting kB<th>active s</tr>");
        most.forEach(connection -> html.append(row(connection)));
        return html.append("</table>").toString();
    }

    private static String row(ConnectionContext connection) {
        return String.format(
                Locale.ROOT,
                "<tr><td>%s<td>%s<td>%s<td>%s<td>%d<td>%.1f<td>%s<td>%.1f<td>%.1f<td>%.1f</tr>",
                end(connection.client()),
                end(connection.server()),
                StatusServer.name(connection.kind()),
                StatusServer.escape(connection.flowClass().user()),
                connection.flowClass().priority(),
                connection.flowClass().weight(),
                StatusServer.name(connection.flowClass().scheduler()),
                connection.offeredBytes() / 1e6,
                connection.waitingBytes() / 1e3,
                connection.activeMillis() / 1e3);
    }

    private static String end(InetSocketAddress end) {
        return end.getAddress().getHostAddress() + ":" + end.getPort();
    }
}
