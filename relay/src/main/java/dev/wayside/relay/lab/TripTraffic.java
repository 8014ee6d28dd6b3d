package dev.wayside.relay.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;

/**
 * The client's workload on a trip: an endless download for a third of the time, then files of 256 KB, 1 MB and 4 MB in
 * turn. With several servers, connections use them in turn, and the download changes to each of them. All phases end at
 * their time; bytes of an unfinished file count, the file does not.
 */
final class TripTraffic {

    /** Chosen: a new connection is tried soon after a blackout. */
    private static final int MAX_CONNECT_MILLIS = 3_000;

    /** Chosen: 12 s of 36, as long as the runs of one download. */
    private static final double BULK_SHARE = 1 / 3.0;

    private final List<InetSocketAddress> servers;
    private final double seconds;
    private final long start = System.nanoTime();
    private final byte[] buffer = new byte[Traffic.BUFFER_BYTES];
    private final long[] bins;
    private int turn;
    private long bytes;
    private double lastByte;
    private double longestStall;

    TripTraffic(List<InetSocketAddress> servers, double seconds) {
        this.servers = List.copyOf(servers);
        this.seconds = seconds;
        this.bins = new long[(int) Math.ceil(seconds / Traffic.BIN_SECONDS) + 1];
    }

    void run() {
        double bulkSeconds = seconds * BULK_SHARE;
        for (int part = 1; part <= servers.size(); part++) {
            transfer(Long.MAX_VALUE / 2, bulkSeconds * part / servers.size());
        }
        stalledUntil(bulkSeconds);
        long bulkBytes = bytes;
        Traffic.print("bulk_bps", bulkBytes * 8 / bulkSeconds);
        Traffic.print("bulk_longest_stall_ms", longestStall * 1e3);
        files();
        Traffic.print("files_bps", (bytes - bulkBytes) * 8 / (seconds - bulkSeconds));
        Traffic.print("goodput_bps", bytes * 8 / seconds);
        for (int i = 0; i < bins.length - 1; i++) {
            Traffic.print(Traffic.BIN_BPS, bins[i] * 8 / Traffic.BIN_SECONDS);
        }
    }

    private void files() {
        for (int i = 0; now() < seconds; i++) {
            int size = Traffic.FILE_BYTES[i % Traffic.FILE_BYTES.length];
            double started = now();
            if (transfer(size, seconds)) {
                Traffic.print("file_bps_" + (size >> 10) + "k", size * 8 / (now() - started));
                Traffic.print("file_ms_" + (size >> 10) + "k", (now() - started) * 1e3);
            }
        }
    }

    /** True if all bytes arrived before the end. A broken connection is replaced for the rest of them. */
    private boolean transfer(long size, double end) {
        long left = size;
        while (left > 0 && now() < end) {
            InetSocketAddress server = servers.get(turn++ % servers.size());
            try (Socket socket = new Socket()) {
                socket.setTcpNoDelay(true);
                socket.connect(server, millisUntil(end, MAX_CONNECT_MILLIS));
                Traffic.ask(socket, 0, left);
                left = receive(socket, left, end);
            } catch (IOException closed) {
                // Closed, or timed out: the loop tries again while there is time.
            }
        }
        return left == 0;
    }

    private long receive(Socket socket, long size, double end) throws IOException {
        InputStream in = socket.getInputStream();
        Payload payload = new Payload();
        long left = size;
        while (left > 0 && now() < end) {
            socket.setSoTimeout(millisUntil(end, Integer.MAX_VALUE));
            int count;
            try {
                count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            } catch (SocketTimeoutException e) {
                return left;
            }
            if (count < 0) {
                return left;
            }
            payload.check(buffer, 0, count);
            count(count);
            left -= count;
        }
        return left;
    }

    private void count(int received) {
        stalledUntil(now());
        bytes += received;
        bins[(int) Math.min(bins.length - 1, lastByte / Traffic.BIN_SECONDS)] += received;
    }

    private void stalledUntil(double moment) {
        if (bytes > 0) {
            longestStall = Math.max(longestStall, moment - lastByte);
        }
        lastByte = moment;
    }

    private int millisUntil(double end, int max) {
        return (int) Math.max(1, Math.min(max, (end - now()) * 1e3));
    }

    private double now() {
        return (System.nanoTime() - start) / 1e9;
    }
}
