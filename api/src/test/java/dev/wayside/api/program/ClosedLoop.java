package dev.wayside.api.program;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * A load of one thread: connections that each send the same request again once it is answered, or, where it is refused,
 * after the time that {@code Retry-After} tells.
 */
final class ClosedLoop {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_SAMPLES = 4_000_000;
    private static final int WAVE_SECONDS = 5;

    private final InetSocketAddress service;
    private final byte[] request;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final long[] servedNanos = new long[MAX_SAMPLES];
    private final Queue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::atNanos));
    private int served;
    private int refused;

    ClosedLoop(int port, byte[] request) {
        this.service = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.request = request;
    }

    /** One connection: when its request was sent, and how much of the answer has come. */
    private static final class Exchange {
        private final StringBuilder head = new StringBuilder();
        private long sentNanos;
        private long bodyLeft = -1;
    }

    /** A connection whose request was refused. */
    private record Later(long atNanos, SelectionKey key) {}

    /** The load's answers. */
    record Result(long[] sortedNanos, int refused, double seconds) {

        double servedPerSecond() {
            return sortedNanos.length / seconds;
        }

        double refusedPerSecond() {
            return refused / seconds;
        }

        double millis(double quantile) {
            return sortedNanos.length == 0
                    ? Double.NaN
                    : sortedNanos[(int) (quantile * (sortedNanos.length - 1))] / 1e6;
        }
    }

    /**
     * Loads the service, and counts once the first wave has passed; an answer of any other status than 200, 429 and 503
     * is an error.
     */
    Result run(int connections, int seconds, Runnable whenFirstWaveHasPassed) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel = SocketChannel.open(service);
                channel.configureBlocking(false);
                send(channel, channel.register(selector, SelectionKey.OP_READ, new Exchange()));
                selector.selectNow(this::read);
            }
            readFor(selector, WAVE_SECONDS);
            whenFirstWaveHasPassed.run();
            served = 0;
            refused = 0;
            long started = System.nanoTime();
            readFor(selector, seconds);
            double took = (System.nanoTime() - started) / 1e9;
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            long[] sorted = Arrays.copyOf(servedNanos, served);
            Arrays.sort(sorted);
            return new Result(sorted, refused, took);
        }
    }

    private void readFor(Selector selector, int seconds) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            selector.select(this::read, 1);
            while (!later.isEmpty() && later.element().atNanos() < System.nanoTime()) {
                SelectionKey key = later.remove().key();
                send((SocketChannel) key.channel(), key);
            }
        }
    }

    private void send(SocketChannel channel, SelectionKey key) throws IOException {
        Exchange exchange = (Exchange) key.attachment();
        exchange.sentNanos = System.nanoTime();
        exchange.head.setLength(0);
        exchange.bodyLeft = -1;
        if (channel.write(ByteBuffer.wrap(request)) < request.length) {
            throw new IOException("the network takes no whole request");
        }
    }

    private void read(SelectionKey key) {
        try {
            SocketChannel channel = (SocketChannel) key.channel();
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IOException("the service closed a connection");
            }
            buffer.flip();
            Exchange exchange = (Exchange) key.attachment();
            if (isWhole(exchange)) {
                if (isServed(exchange)) {
                    send(channel, key);
                } else {
                    long waitNanos = TimeUnit.SECONDS.toNanos(number("retry-after:", exchange.head.toString()));
                    later.add(new Later(System.nanoTime() + waitNanos, key));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isWhole(Exchange exchange) throws IOException {
        while (exchange.bodyLeft < 0 && buffer.hasRemaining()) {
            exchange.head.append((char) buffer.get());
            if (exchange.head.length() > 3 && exchange.head.indexOf("\r\n\r\n", exchange.head.length() - 4) >= 0) {
                exchange.bodyLeft = number("content-length:", exchange.head.toString());
            }
        }
        if (exchange.bodyLeft >= 0) {
            exchange.bodyLeft -= buffer.remaining();
        }
        return exchange.bodyLeft == 0;
    }

    private static long number(String header, String head) throws IOException {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(header))
                .mapToLong(
                        line -> Long.parseLong(line.substring(header.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("an answer without " + header + " " + head));
    }

    private boolean isServed(Exchange exchange) throws IOException {
        String status = exchange.head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
        switch (status) {
            case "200" -> {
                if (served < MAX_SAMPLES) {
                    servedNanos[served++] = System.nanoTime() - exchange.sentNanos;
                }
                return true;
            }
            case "429", "503" -> {
                refused++;
                return false;
            }
            default -> throw new IOException("answered " + exchange.head);
        }
    }
}
