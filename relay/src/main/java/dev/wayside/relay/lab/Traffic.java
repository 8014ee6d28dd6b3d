package dev.wayside.relay.lab;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The lab's client and server, as programs of their own, with plain sockets, so that they run unchanged over TCP, MPTCP
 * ({@code mptcpize}) or the relays. Measurements go to standard output, one {@code name value} a line, rates in bit/s.
 */
final class Traffic {

    /** Name of the throughput of each bin. */
    static final String BIN_BPS = "bin_bps";

    /** Name of the start of a download, on the calendar. */
    static final String STARTED = "started_epoch_ms";

    /** Chosen: a few reads for each bin of a fast download. */
    static final int BUFFER_BYTES = 65_536;

    /** Chosen: any port; the server is alone in its namespace. */
    private static final int PORT = 8_000;

    /** Chosen: the next one. */
    private static final int QUIET_PORT = 8_001;

    /** Chosen: ten for each of a thousand passengers. */
    private static final int IDLE_CONNECTIONS = 10_000;

    /** Chosen: their windows of 16 MB exceed the relays' budget of memory (128 MB). */
    private static final int DEAF_CONNECTIONS = 20;

    /** Chosen: users whose messages overlap on the paths. */
    private static final int USERS = 20;

    /** Chosen: a page's image, a large page, a short video. */
    static final int[] FILE_BYTES = {256 << 10, 1 << 20, 4 << 20};

    /** Chosen: the shortest answer, a number. */
    static final int REPLY_BYTES = 4;

    /** Chosen: a keystroke with its headers, or a line of chat. */
    private static final int MESSAGE_BYTES = 100;

    /** Chosen: 2,000 messages in all, so that the 99 % rests on 20. */
    private static final int MESSAGES = 100;

    /** Chosen: longer than any stall of a contender. */
    private static final int TIMEOUT_MILLIS = 30_000;

    /** Chosen: fine enough to show a stall of 0.2 s. */
    static final double BIN_SECONDS = 0.1;

    /** Chosen: two slow starts of the slowest path (1.5 s at 160 ms); later bytes count as steady. */
    private static final double RAMP_SECONDS = 3;

    /** Chosen: longer than a blackout and TCP's retries of a SYN after it. */
    private static final int CONNECT_MILLIS = 10_000;

    /** Chosen: more than all connections of a workload at once. */
    private static final int QUIET_BACKLOG = 4_096;

    /** Chosen: more than the users of a workload. */
    private static final int BACKLOG = 512;

    private Traffic() {}

    public static void main(String... arguments) throws Exception {
        if (arguments[0].equals("serve")) {
            serve();
        } else {
            run(Scenario.Workload.valueOf(arguments[0]), servers(arguments[1]), Double.parseDouble(arguments[2]));
        }
        // Threads that still wait for a byte do not matter.
        System.exit(0);
    }

    private static List<InetSocketAddress> servers(String names) throws UnknownHostException {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String server : names.split(",", -1)) {
            servers.add(new InetSocketAddress(InetAddress.getByName(server), PORT));
        }
        return servers;
    }

    // ---- the server: answers "N bytes up, M down"

    private static void serve() throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        ServerSocketChannel quiet =
                ServerSocketChannel.open().bind(new InetSocketAddress("0.0.0.0", QUIET_PORT), QUIET_BACKLOG);
        threads.execute(() -> hold(quiet));
        threads.execute(CallTraffic::echo);
        try (ServerSocket listener = new ServerSocket(PORT, BACKLOG, InetAddress.getByName("0.0.0.0"))) {
            while (true) {
                Socket client = listener.accept();
                Future<?> running = threads.submit(() -> answer(client));
                if (running.isCancelled()) {
                    client.close();
                }
            }
        }
    }

    private static void hold(ServerSocketChannel listener) {
        List<SocketChannel> held = new ArrayList<>();
        try {
            while (listener.isOpen()) {
                held.add(listener.accept());
                if (held.size() % 1_000 == 0) {
                    System.err.println(held.size() + " connections");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            while (true) {
                in.readFully(new byte[in.readInt()]);
                Payload.write(out, in.readLong());
            }
        } catch (IOException closed) {
            // The client closed the connection: it has its bytes.
        }
    }

    // ---- the client

    /** Connections go to the servers in turn. */
    private static void run(Scenario.Workload workload, List<InetSocketAddress> servers, double seconds)
            throws Exception {
        switch (workload) {
            case BULK -> bulk(servers.get(0), seconds);
            case FILES -> files(servers, seconds);
            case MESSAGES -> messages(servers, seconds);
            case CALLS -> new CallTraffic(servers.get(0)).run(seconds);
            case IDLE -> idle(servers.get(0), seconds);
            case TRIP -> new TripTraffic(servers, seconds).run();
        }
    }

    static void bulk(InetSocketAddress server, double seconds) throws IOException {
        try (Socket socket = connect(server)) {
            long start = System.nanoTime();
            print(STARTED, (double) System.currentTimeMillis());
            socket.setSoTimeout((int) (seconds * 1_000) + 1_000);
            ask(socket, 0, Long.MAX_VALUE / 2);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            Payload payload = new Payload();
            long[] bins = new long[(int) Math.ceil(seconds / BIN_SECONDS)];
            long bytes = 0;
            long bytesBefore = 0;
            double last = 0;
            double longestStall = 0;
            for (double now = 0; now < seconds; ) {
                int count = in.read(buffer);
                now = (System.nanoTime() - start) / 1e9;
                if (count < 0) {
                    throw new EOFException("the download ended after " + bytes + " bytes");
                }
                payload.check(buffer, 0, count);
                if (bytes > 0) {
                    longestStall = Math.max(longestStall, now - last);
                }
                last = now;
                bytes += count;
                bytesBefore += now < RAMP_SECONDS ? count : 0;
                bins[(int) Math.min(bins.length - 1, now / BIN_SECONDS)] += count;
            }
            print("goodput_bps", bytes * 8 / last);
            print("steady_bps", (bytes - bytesBefore) * 8 / (last - RAMP_SECONDS));
            print("longest_stall_ms", longestStall * 1e3);
            for (long bin : bins) {
                print(BIN_BPS, bin * 8 / BIN_SECONDS);
            }
        }
    }

    private static void files(List<InetSocketAddress> servers, double seconds) throws IOException {
        long start = System.nanoTime();
        for (int i = 0; (System.nanoTime() - start) / 1e9 < seconds; i++) {
            int bytes = FILE_BYTES[i % FILE_BYTES.length];
            long started = System.nanoTime();
            try (Socket socket = connect(servers.get(i % servers.size()))) {
                socket.setSoTimeout(TIMEOUT_MILLIS);
                ask(socket, MESSAGE_BYTES, bytes);
                byte[] file = socket.getInputStream().readNBytes(bytes);
                if (file.length < bytes) {
                    throw new EOFException("the server closed after " + file.length + " of " + bytes + " bytes");
                }
                checkFile(file);
            }
            double taken = (System.nanoTime() - started) / 1e9;
            print("file_bps_" + (bytes >> 10) + "k", bytes * 8 / taken);
            print("file_ms", taken * 1e3);
        }
    }

    private static void checkFile(byte[] file) {
        Payload payload = new Payload();
        for (int from = 0; from < file.length; from += BUFFER_BYTES) {
            payload.check(file, from, Math.min(BUFFER_BYTES, file.length - from));
        }
    }

    private static void messages(List<InetSocketAddress> servers, double seconds)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newCachedThreadPool();
        long start = System.nanoTime() + 500_000_000;
        List<Future<List<Double>>> talks = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            InetSocketAddress server = servers.get(user % servers.size());
            double delay = seconds / MESSAGES * user / USERS;
            talks.add(threads.submit(() -> talk(server, start + (long) (delay * 1e9), seconds / MESSAGES, threads)));
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
        print("max_ms", millis.get(millis.size() - 1));
    }

    /**
     * The times of a user's messages. Each is written when it is due, even if the last one has no answer yet, and its
     * time counts from then to its answer.
     */
    private static List<Double> talk(
            InetSocketAddress server, long startNanos, double intervalSeconds, ExecutorService threads)
            throws IOException, InterruptedException, ExecutionException {
        try (Socket socket = connect(server)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            Future<List<Double>> answers = threads.submit(() -> {
                List<Double> millis = new ArrayList<>();
                for (int i = 0; i < MESSAGES; i++) {
                    if (socket.getInputStream().readNBytes(REPLY_BYTES).length < REPLY_BYTES) {
                        throw new EOFException("the server closed after " + i + " messages");
                    }
                    millis.add((System.nanoTime() - due(startNanos, i, intervalSeconds)) / 1e6);
                }
                return millis;
            });
            for (int i = 0; i < MESSAGES; i++) {
                long due = due(startNanos, i, intervalSeconds);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                ask(socket, MESSAGE_BYTES, REPLY_BYTES);
            }
            return answers.get();
        }
    }

    private static long due(long startNanos, int message, double intervalSeconds) {
        return startNanos + (long) (message * intervalSeconds * 1e9);
    }

    private static void idle(InetSocketAddress server, double seconds) throws IOException, InterruptedException {
        List<SocketChannel> silent = new ArrayList<>();
        InetSocketAddress quiet = new InetSocketAddress(server.getAddress(), QUIET_PORT);
        for (int i = 0; i < IDLE_CONNECTIONS; i++) {
            silent.add(SocketChannel.open(quiet));
        }
        print("idle_connections", silent.size());
        List<Socket> deaf = new ArrayList<>();
        for (int i = 0; i < DEAF_CONNECTIONS; i++) {
            Socket socket = connect(server);
            ask(socket, 0, Long.MAX_VALUE / 2);
            deaf.add(socket);
        }
        print("deaf_connections", deaf.size());
        TimeUnit.MILLISECONDS.sleep((long) (seconds * 1e3));
        double closed =
                (double) silent.stream().filter(channel -> isClosed(channel)).count();
        print("closed_connections", closed);
    }

    /** True if the peer closed the connection: then a read fails or ends, and otherwise returns nothing. */
    private static boolean isClosed(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            return channel.read(ByteBuffer.allocate(1)) != 0;
        } catch (IOException closed) {
            return true;
        }
    }

    static Socket connect(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(server, CONNECT_MILLIS);
        return socket;
    }

    static void ask(Socket socket, int upBytes, long downBytes) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(request);
        out.writeInt(upBytes);
        out.write(new byte[upBytes]);
        out.writeLong(downBytes);
        socket.getOutputStream().write(request.toByteArray());
    }

    static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s %.3f%n", name, value);
    }
}
