package dev.wayside.relay.raw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import dev.wayside.relay.loop.Libc;
import dev.wayside.relay.loop.RelayLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The capture of whole packets from one interface, and their injection into the kernel. A thread of its own reads, so
 * that no packet waits in the socket's buffer for long; above a limit, packets that the relay's thread has not handled
 * are dropped.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The loop reports what fails on it.
final class RawInterceptor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RawInterceptor.class);

    /** Chosen: a task of the loop for each packet would cost more than the packet. */
    private static final int BATCH_PACKETS = 64;
    /** Chosen: 130 ms at 1 Gbit/s; an older packet is worthless. */
    private static final long MAX_HANDED_BYTES = 16L << 20;
    /** Chosen: reading a small file once a second costs nothing. */
    private static final long WATCH_NANOS = 1_000_000_000L;
    /** Chosen: ten times the wait of a read. */
    private static final int CLOSE_MILLIS = 2_000;

    private final RelayLoop loop;
    private final String device;
    private final TunDevice tun;
    private final Consumer<RawPacket> captured;
    private final Thread reader = new Thread(this::readAll, "relay-capture");
    private final AtomicLong handedBytes = new AtomicLong();
    private volatile PacketSocket socket;
    private volatile boolean closed;
    private long watchedNanos = System.nanoTime();

    private RawInterceptor(
            RelayLoop loop, String device, PacketSocket socket, TunDevice tun, Consumer<RawPacket> captured) {
        this.loop = loop;
        this.device = device;
        this.socket = socket;
        this.tun = tun;
        this.captured = captured;
    }

    /**
     * Starts to capture the packets that the rules have marked.
     *
     * @param captured called on the relay's thread
     * @throws IOException if that is not possible; names what is missing
     */
    static RawInterceptor start(RelayLoop loop, String device, Consumer<RawPacket> captured) throws IOException {
        TunDevice tun = TunDevice.open();
        try {
            RawInterceptor interceptor = new RawInterceptor(loop, device, PacketSocket.open(device), tun, captured);
            interceptor.reader.setDaemon(true);
            interceptor.reader.start();
            return interceptor;
        } catch (IOException e) {
            tun.close();
            throw e;
        }
    }

    /** The interface from which injected packets enter the kernel. */
    String injectionDevice() {
        return tun.name();
    }

    /** Gives a packet to the kernel, which routes it like any other. */
    void inject(RawPacket packet) {
        if (!tun.inject(packet)) {
            LOG.debug("the kernel does not take a packet: {}", Libc.error());
        }
    }

    /** Gives a packet of the peer to the kernel. */
    void inject(ByteBuffer payload) {
        RawPacket.of(payload)
                .ifPresentOrElse(this::inject, () -> LOG.debug("the peer sent bytes that are not a packet"));
    }

    private void readAll() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(PacketSocket.MAX_BYTES);
        while (!closed) {
            try {
                followInterface();
                read(buffer);
            } catch (IOException e) {
                // It may come back, and then packets come again.
                LOG.warn("raw interception waits: {}", e.getMessage());
            }
        }
    }

    /** Opens another socket if the interface was deleted and made again. */
    private void followInterface() throws IOException {
        long now = System.nanoTime();
        if (now - watchedNanos < WATCH_NANOS) {
            return;
        }
        watchedNanos = now;
        if (socket.isReplaced(device)) {
            PacketSocket old = socket;
            socket = PacketSocket.open(device);
            old.close();
            LOG.info("{} was made again: its packets are captured again", device);
        }
    }

    private void read(ByteBuffer buffer) throws IOException {
        int length = socket.receive(buffer, true);
        List<RawPacket> batch = new ArrayList<>();
        long bytes = 0;
        while (length > 0) {
            Optional<RawPacket> packet = RawPacket.captured(buffer, length);
            if (packet.isPresent()) {
                batch.add(packet.get());
                bytes += length;
            }
            length = batch.size() < BATCH_PACKETS ? socket.receive(buffer, false) : 0;
        }
        if (!batch.isEmpty() && handedBytes.get() < MAX_HANDED_BYTES) {
            hand(batch, bytes);
        }
    }

    private void hand(List<RawPacket> batch, long bytes) {
        handedBytes.addAndGet(bytes);
        loop.eventLoop().execute(() -> {
            handedBytes.addAndGet(-bytes);
            batch.forEach(packet -> loop.guard(() -> captured.accept(packet)));
        });
    }

    /** Captures no more packets. */
    void stop() {
        closed = true;
        try {
            reader.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Injects no more, either; called after the end of the relay's thread, which would write to a closed device. */
    @Override
    public void close() {
        stop();
        socket.close();
        tun.close();
    }
}
