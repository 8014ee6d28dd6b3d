package dev.wayside.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A trip that is open at the service. Rows go out in order, and each counts once: those that are not acknowledged,
 * after a lost connection for instance, are sent again with the next. Thread-safe.
 */
public final class OpenTrip {

    /** Chosen: a second of network for a slow vehicle; the service takes ten times as many. */
    private static final int ROWS_PER_REQUEST = 1_000;

    private final WaysideClient client;
    private final String id;
    private final String header;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final boolean wasOpen;
    private int rows;

    OpenTrip(WaysideClient client, String id, String header, int rows, boolean wasOpen) {
        this.client = client;
        this.id = id;
        this.header = header;
        this.rows = rows;
        this.wasOpen = wasOpen;
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** True if it took rows when this was made; false if it is closed, because the service heard nothing for long. */
    public boolean isOpen() {
        return wasOpen;
    }

    /** Number of its rows that are acknowledged, by this process and those before it. */
    public synchronized int rows() {
        return rows;
    }

    /** The rows that are not acknowledged, in order. */
    public synchronized List<String> waiting() {
        return List.copyOf(waiting);
    }

    /**
     * Adds rows, and sends all that wait. Once this returns, they are stored for good.
     *
     * @param lines rows of CSV, without line ends
     * @throws WaysideException if the service refuses; the rows wait. With the type {@code /problems/trip-closed}, open
     *     another trip for them
     * @throws IOException if it cannot be reached, or does not answer in time; the rows wait
     */
    public synchronized void append(Collection<String> lines) throws IOException, InterruptedException {
        waiting.addAll(lines);
        send();
    }

    /** Sends the rows that wait; throws as {@link #append}. */
    public synchronized void send() throws IOException, InterruptedException {
        while (!waiting.isEmpty()) {
            List<String> next = waiting.stream().limit(ROWS_PER_REQUEST).toList();
            client.append(id, rows, next.stream().collect(Collectors.joining("\n", header + "\n", "\n")));
            next.forEach(line -> waiting.remove());
            rows += next.size();
        }
    }

    /** Sends the rows that wait, and closes the trip: all of it is history then. Throws as {@link #append}. */
    public synchronized void close() throws IOException, InterruptedException {
        send();
        client.closeTrip(id);
    }
}
