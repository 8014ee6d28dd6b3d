package dev.wayside.relay.lab;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The lab's client and server, as programs of their own: plain sockets, so that they may run over TCP, MPTCP
 * ({@code mptcpize}) or the relays without knowing. What was measured goes to standard output, one {@code name value} a
 * line.
 */
final class Traffic {

    private static final int BUFFER_BYTES = 65_536;
    private static final int PORT = 8_000;
    private static final int USERS = 20;
    private static final int[] FILE_BYTES = {256 << 10, 1 << 20, 4 << 20};
    private static final int REPLY_BYTES = 4;
    private static final int MESSAGE_BYTES = 100;
    private static final double BIN_SECONDS = 0.1;

    private Traffic() {}

    public static void main(String... arguments) throws Exception {
        if (arguments[0].equals("serve")) {
            serve();
        } else {
            run(Scenario.Workload.valueOf(arguments[0]), arguments[1], Double.parseDouble(arguments[2]));
        }
        // Threads that still wait for a byte are of no interest.
        System.exit(0);
    }

    // ---- the server: answers "so many bytes up, so many down"

    private static void serve() throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ServerSocket listener = new ServerSocket(PORT, 512, InetAddress.getByName("0.0.0.0"))) {
            while (true) {
                Socket client = listener.accept();
                Future<?> running = threads.submit(() -> answer(client));
                if (running.isCancelled()) {
                    client.close();
                }
            }
        }
    }

    private static void answer(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            byte[] bytes = new byte[BUFFER_BYTES];
            while (true) {
                in.readFully(new byte[in.readInt()]);
                for (long left = in.readLong(); left > 0; left -= Math.min(left, bytes.length)) {
                    out.write(bytes, 0, (int) Math.min(left, bytes.length));
                }
            }
        } catch (IOException gone) {
            // The client has what it wanted.
        }
    }

    // ---- the client

    private static void run(Scenario.Workload workload, String server, double seconds) throws Exception {
        if (workload == Scenario.Workload.TRIP) {
            new TripTraffic(server, seconds).run();
            return;
        }
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(server), PORT);
        switch (workload) {
            case BULK -> bulk(address, seconds);
            case FILES -> files(address, seconds);
            case MESSAGES -> messages(address, seconds);
            case TRIP -> throw new IllegalStateException("has traffic of its own");
        }
    }

    private static void bulk(InetSocketAddress server, double seconds) throws IOException {
        try (Socket socket = connect(server)) {
            long start = System.nanoTime();
            socket.setSoTimeout((int) (seconds * 1_000) + 1_000);
            ask(socket, 0, Long.MAX_VALUE / 2);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            long[] bins = new long[(int) Math.ceil(seconds / BIN_SECONDS)];
            long bytes = 0;
            double last = 0;
            double longestStall = 0;
            for (double now = 0; now < seconds; ) {
                int count = in.read(buffer);
                now = (System.nanoTime() - start) / 1e9;
                if (bytes > 0) {
                    longestStall = Math.max(longestStall, now - last);
                }
                last = now;
                bytes += count;
                bins[(int) Math.min(bins.length - 1, now / BIN_SECONDS)] += count;
            }
            print("goodput_bps", bytes * 8 / last);
            print("longest_stall_ms", longestStall * 1e3);
            for (long bin : bins) {
                print("bin_bps", bin * 8 / BIN_SECONDS);
            }
        }
    }

    private static void files(InetSocketAddress server, double seconds) throws IOException {
        long start = System.nanoTime();
        for (int i = 0; (System.nanoTime() - start) / 1e9 < seconds; i++) {
            int bytes = FILE_BYTES[i % FILE_BYTES.length];
            long begun = System.nanoTime();
            try (Socket socket = connect(server)) {
                socket.setSoTimeout(30_000);
                ask(socket, MESSAGE_BYTES, bytes);
                socket.getInputStream().readNBytes(bytes);
            }
            double taken = (System.nanoTime() - begun) / 1e9;
            print("file_bps_" + (bytes >> 10) + "k", bytes * 8 / taken);
            print("file_ms", taken * 1e3);
        }
    }

    private static void messages(InetSocketAddress server, double seconds)
            throws InterruptedException, ExecutionException {
        ExecutorService users = Executors.newFixedThreadPool(USERS);
        List<Future<List<Double>>> talks = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            talks.add(users.submit(() -> talk(server, seconds)));
        }
        List<Double> millis = new ArrayList<>();
        for (Future<List<Double>> talk : talks) {
            millis.addAll(talk.get());
        }
        Collections.sort(millis);
        print("messages", millis.size());
        print(
                "mean_ms",
                millis.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN));
        print("p50_ms", millis.get(millis.size() / 2));
        print("p99_ms", millis.get((int) (millis.size() * 0.99)));
    }

    private static List<Double> talk(InetSocketAddress server, double seconds) {
        List<Double> millis = new ArrayList<>();
        long start = System.nanoTime();
        try (Socket socket = connect(server)) {
            while ((System.nanoTime() - start) / 1e9 < seconds) {
                long begun = System.nanoTime();
                ask(socket, MESSAGE_BYTES, REPLY_BYTES);
                socket.getInputStream().readNBytes(REPLY_BYTES);
                millis.add((System.nanoTime() - begun) / 1e6);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return millis;
    }

    private static Socket connect(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(server, 10_000);
        return socket;
    }

    private static void ask(Socket socket, int upBytes, long downBytes) throws IOException {
        java.io.ByteArrayOutputStream request = new java.io.ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(request);
        out.writeInt(upBytes);
        out.write(new byte[upBytes]);
        out.writeLong(downBytes);
        socket.getOutputStream().write(request.toByteArray());
    }

    private static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s %.3f%n", name, value);
    }
}
