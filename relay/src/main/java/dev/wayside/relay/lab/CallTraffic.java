package dev.wayside.relay.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A call: packets at even intervals, each returned by the server, so that it runs in both directions. It runs half the
 * time next to an endless download, then next to an upload.
 */
final class CallTraffic {

    /** Chosen: any port; the server is alone in its namespace. */
    private static final int PORT = 8_002;
    /** G.711 in packets of 20 ms: 160 bytes of sound and 12 of the RTP header (RFC 3551, RFC 3550). */
    private static final int PACKET_BYTES = 172;

    /** The usual packet time of G.711 (RFC 3551, table 1). */
    private static final long STEP_NANOS = 20_000_000;
    /** Twice the 150 ms one way up to which ITU-T G.114 calls the delay of a call unnoticed. */
    private static final double LATE_MILLIS = 300;
    /** Chosen: time for bulk to fill the paths before the call, and for answers after it. */
    private static final int MARGIN_MILLIS = 1_000;

    /** Chosen: the interval at which a receiver checks for the end. */
    private static final int RECEIVE_MILLIS = 200;

    /** Chosen: longer than any packet of a call. */
    private static final int ECHO_BYTES = 2_048;

    /** Chosen: a request small enough that answers show the rate of an upload. */
    private static final int UPLOAD_BYTES = 65_536;

    private final InetSocketAddress server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    CallTraffic(InetSocketAddress server) {
        this.server = server;
    }

    /** The server's side, which returns each packet. */
    static void echo() {
        try (DatagramSocket socket = new DatagramSocket(PORT)) {
            DatagramPacket packet = new DatagramPacket(new byte[ECHO_BYTES], ECHO_BYTES);
            while (!socket.isClosed()) {
                packet.setLength(ECHO_BYTES);
                socket.receive(packet);
                socket.send(packet);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void run(double seconds) throws Exception {
        callNextTo("download", seconds / 2, () -> {
            Traffic.bulk(server, seconds / 2);
            return true;
        });
        callNextTo("upload", seconds / 2, () -> {
            upload(seconds / 2);
            return true;
        });
    }

    private void callNextTo(String name, double seconds, Callable<Boolean> bulk) throws Exception {
        Future<Boolean> running = threads.submit(bulk);
        TimeUnit.MILLISECONDS.sleep(MARGIN_MILLIS);
        int count = (int) ((seconds * 1e3 - 2 * MARGIN_MILLIS) * 1e6 / STEP_NANOS);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server.getAddress(), PORT);
            socket.setSoTimeout(RECEIVE_MILLIS);
            long start = System.nanoTime();
            Future<long[]> answers = threads.submit(() -> receive(socket, start, count));
            for (int i = 0; i < count; i++) {
                byte[] packet = new byte[PACKET_BYTES];
                ByteBuffer.wrap(packet).putInt(i);
                for (long wait = due(start, i) - System.nanoTime();
                        wait > 0;
                        wait = due(start, i) - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                socket.send(new DatagramPacket(packet, packet.length));
            }
            print(name, start, answers.get());
        }
        running.get();
    }

    private static long due(long start, int packet) {
        return start + packet * STEP_NANOS;
    }

    /** The time of the answer to each packet, 0 without one. */
    private static long[] receive(DatagramSocket socket, long start, int count) throws IOException {
        long[] answered = new long[count];
        DatagramPacket packet = new DatagramPacket(new byte[PACKET_BYTES], PACKET_BYTES);
        while (System.nanoTime() < due(start, count) + MARGIN_MILLIS * 1_000_000L) {
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException nothing) {
                continue;
            }
            int number = ByteBuffer.wrap(packet.getData()).getInt();
            if (answered[number] == 0) {
                answered[number] = System.nanoTime();
            }
        }
        return answered;
    }

    private static void print(String name, long start, long[] answered) {
        double[] millis = new double[answered.length];
        for (int i = 0; i < answered.length; i++) {
            millis[i] = answered[i] == 0 ? Double.MAX_VALUE : (answered[i] - due(start, i)) / 1e6;
        }
        double late = Arrays.stream(millis).filter(one -> one > LATE_MILLIS).count();
        double[] arrived = Arrays.stream(millis)
                .filter(one -> one < Double.MAX_VALUE)
                .sorted()
                .toArray();
        if (arrived.length == 0) {
            throw new IllegalStateException("no packet of the call was answered");
        }
        Traffic.print(name + "_call_lost_percent", 100 * late / answered.length);
        Traffic.print(name + "_call_p50_ms", arrived[arrived.length / 2]);
        Traffic.print(name + "_call_p99_ms", arrived[(int) (arrived.length * 0.99)]);
        Traffic.print(name + "_call_gap_ms", maxGapMillis(answered));
    }

    private static double maxGapMillis(long[] answered) {
        long[] arrivals =
                Arrays.stream(answered).filter(nanos -> nanos > 0).sorted().toArray();
        long longest = 0;
        for (int i = 1; i < arrivals.length; i++) {
            longest = Math.max(longest, arrivals[i] - arrivals[i - 1]);
        }
        return longest / 1e6;
    }

    /** An upload of requests that do not wait for answers. Answered requests count. */
    private void upload(double seconds) throws Exception {
        try (Socket socket = Traffic.connect(server)) {
            Future<Long> answers = threads.submit(() -> countAnswers(socket.getInputStream()));
            long start = System.nanoTime();
            while ((System.nanoTime() - start) / 1e9 < seconds) {
                Traffic.ask(socket, UPLOAD_BYTES, Traffic.REPLY_BYTES);
            }
            socket.shutdownOutput();
            double bits = answers.get() * UPLOAD_BYTES * 8.0;
            Traffic.print("upload_bps", bits / ((System.nanoTime() - start) / 1e9));
        }
    }

    private static long countAnswers(InputStream in) throws IOException {
        long answers = 0;
        while (in.readNBytes(Traffic.REPLY_BYTES).length == Traffic.REPLY_BYTES) {
            answers++;
        }
        return answers;
    }
}
