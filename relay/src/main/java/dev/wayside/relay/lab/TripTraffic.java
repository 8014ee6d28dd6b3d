package dev.wayside.relay.lab;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;

/**
 * What the client does on a trip: one download without an end for a third of the time, then files of 256 KB, 1 MB and 4
 * MB in turn. Where several servers are named, connections take them in turn, and the download changes over as many
 * times. All phases end at their time, whatever is still under way: its bytes count, its file does not.
 */
final class TripTraffic {

    private static final int BUFFER_BYTES = 65_536;
    private static final int[] FILE_BYTES = {256 << 10, 1 << 20, 4 << 20};
    private static final int MAX_CONNECT_MILLIS = 3_000;
    private static final double BULK_SHARE = 1 / 3.0;
    private static final double BIN_SECONDS = 0.1;

    private final List<InetSocketAddress> servers;
    private final double seconds;
    private final long start = System.nanoTime();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final long[] bins;
    private int turn;
    private long bytes;
    private double lastByte;
    private double longestStall;

    TripTraffic(List<InetSocketAddress> servers, double seconds) {
        this.servers = List.copyOf(servers);
        this.seconds = seconds;
        this.bins = new long[(int) Math.ceil(seconds / BIN_SECONDS) + 1];
    }

    void run() {
        double bulkSeconds = seconds * BULK_SHARE;
        for (int part = 1; part <= servers.size(); part++) {
            transfer(Long.MAX_VALUE / 2, bulkSeconds * part / servers.size());
        }
        stalledUntil(bulkSeconds);
        long bulkBytes = bytes;
        print("bulk_bps", bulkBytes * 8 / bulkSeconds);
        print("bulk_longest_stall_ms", longestStall * 1e3);
        files();
        print("files_bps", (bytes - bulkBytes) * 8 / (seconds - bulkSeconds));
        print("goodput_bps", bytes * 8 / seconds);
        for (int i = 0; i < bins.length - 1; i++) {
            print("bin_bps", bins[i] * 8 / BIN_SECONDS);
        }
    }

    private void files() {
        for (int i = 0; now() < seconds; i++) {
            int size = FILE_BYTES[i % FILE_BYTES.length];
            double started = now();
            if (transfer(size, seconds)) {
                print("file_bps_" + (size >> 10) + "k", size * 8 / (now() - started));
                print("file_ms_" + (size >> 10) + "k", (now() - started) * 1e3);
            }
        }
    }

    /** Whether all arrived before the end; a connection that breaks is started anew for what is left. */
    private boolean transfer(long size, double end) {
        long left = size;
        while (left > 0 && now() < end) {
            InetSocketAddress server = servers.get(turn++ % servers.size());
            try (Socket socket = new Socket()) {
                socket.setTcpNoDelay(true);
                socket.connect(server, millisUntil(end, MAX_CONNECT_MILLIS));
                ask(socket, left);
                left = receive(socket, left, end);
            } catch (IOException gone) {
                // Gone, or out of time: the loop tries again while there is time.
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
            took(count);
            left -= count;
        }
        return left;
    }

    private void took(int count) {
        stalledUntil(now());
        bytes += count;
        bins[(int) Math.min(bins.length - 1, lastByte / BIN_SECONDS)] += count;
    }

    private void stalledUntil(double moment) {
        if (bytes > 0) {
            longestStall = Math.max(longestStall, moment - lastByte);
        }
        lastByte = moment;
    }

    private static void ask(Socket socket, long downBytes) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(request);
        out.writeInt(0);
        out.writeLong(downBytes);
        socket.getOutputStream().write(request.toByteArray());
    }

    private int millisUntil(double end, int most) {
        return (int) Math.max(1, Math.min(most, (end - now()) * 1e3));
    }

    private double now() {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s %.3f%n", name, value);
    }
}
