package dev.wayside.relay.raw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import dev.wayside.relay.loop.Libc;
import dev.wayside.relay.routing.PacketTables;

/**
 * A socket for the packets of one Ethernet interface with {@link PacketTables#MARK} (AF_PACKET). The rules that set the
 * mark also drop the originals, so that there is one decision about each packet. Offloads stay on: a packet may hold
 * many segments, and its checksum may not be computed yet.
 */
final class PacketSocket implements AutoCloseable {

    /** The longest read: virtio-net header, Ethernet header, IP packet. */
    static final int MAX_BYTES = VnetHeader.BYTES + VnetHeader.ETHERNET_BYTES + 65_535;

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int ETH_P_IP = 0x0800;
    private static final int SOCKADDR_LL_BYTES = 20;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_VNET_HDR = 15;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int ENETDOWN = 100;
    /** Chosen: 30 ms at 1 Gbit/s, for moments when the reader does not run; the kernel doubles it. */
    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
    /** Chosen: the reader notices within it that the relay stops. */
    private static final long TIMEOUT_MICROS = 200_000;

    private static final String ETHERNET_TYPE = "1";

    /** Passes whole packets with the mark: struct sock_filter, four times. */
    private static final int[][] FILTER = {
        {0x20, 0, 0, 0xfffff000 + 20}, // ld mark
        {0x15, 0, 1, PacketTables.MARK}, // jeq
        {0x06, 0, 0, -1}, // ret all
        {0x06, 0, 0, 0}, // ret nothing
    };

    private final int fd;
    private final int index;

    private PacketSocket(int fd, int index) {
        this.fd = fd;
        this.index = index;
    }

    /**
     * Opens a socket.
     *
     * @throws IOException if that is not possible; names what is missing
     */
    static PacketSocket open(String device) throws IOException {
        Path about = Path.of("/sys/class/net", device);
        if (!Files.exists(about)) {
            throw new IOException(
                    "there is no interface " + device + " in this network namespace (ip link shows those there are)");
        }
        if (!Files.readString(about.resolve("type")).strip().equals(ETHERNET_TYPE)) {
            throw new IOException(device + " is no Ethernet interface: raw interception needs one towards the clients");
        }
        int index = index(about);
        int fd = Libc.socket(AF_PACKET, SOCK_RAW_CLOEXEC, 0);
        if (fd < 0) {
            throw new IOException(
                    Libc.wasDenied()
                            ? "raw interception needs CAP_NET_RAW: run as root, or under unshare -Urn, or give the service"
                                    + " AmbientCapabilities=CAP_NET_RAW"
                            : "no packet socket: " + Libc.error()
                                    + " (the kernel needs CONFIG_PACKET: modprobe af_packet)");
        }
        PacketSocket socket = new PacketSocket(fd, index);
        try {
            socket.prepare();
            socket.bind();
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void prepare() throws IOException {
        try (Memory program = new Memory(8L * FILTER.length);
                Memory filter = new Memory(16)) {
            for (int i = 0; i < FILTER.length; i++) {
                program.setShort(8L * i, (short) FILTER[i][0]);
                program.setByte(8L * i + 2, (byte) FILTER[i][1]);
                program.setByte(8L * i + 3, (byte) FILTER[i][2]);
                program.setInt(8L * i + 4, FILTER[i][3]);
            }
            filter.clear();
            filter.setShort(0, (short) FILTER.length);
            filter.setPointer(8, program);
            require(Libc.setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, filter, 16), "SO_ATTACH_FILTER");
        }
        set(SOL_PACKET, PACKET_VNET_HDR, 1, "PACKET_VNET_HDR");
        set(SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_BYTES, "SO_RCVBUF");
        try (Memory time = new Memory(16)) {
            time.setLong(0, 0);
            time.setLong(8, TIMEOUT_MICROS);
            require(Libc.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, time, 16), "SO_RCVTIMEO");
        }
    }

    private void set(int level, int option, int value, String name) throws IOException {
        try (Memory memory = new Memory(Integer.BYTES)) {
            memory.setInt(0, value);
            require(Libc.setsockopt(fd, level, option, memory, Integer.BYTES), name);
        }
    }

    private void bind() throws IOException {
        byte[] address = ByteBuffer.allocate(SOCKADDR_LL_BYTES)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_PACKET)
                .order(ByteOrder.BIG_ENDIAN)
                .putShort((short) ETH_P_IP)
                .order(ByteOrder.nativeOrder())
                .putInt(index)
                .array();
        require(Libc.bind(fd, address, address.length), "bind");
    }

    private static int index(Path about) throws IOException {
        return Integer.parseInt(Files.readString(about.resolve("ifindex")).strip());
    }

    /** True if the interface was deleted and made again: the kernel stays bound to the old one. */
    boolean isReplaced(String device) {
        try {
            return index(Path.of("/sys/class/net", device)) != index;
        } catch (IOException e) {
            // The interface is missing, and may come back.
            return false;
        }
    }

    private static void require(int result, String what) throws IOException {
        if (result < 0) {
            throw new IOException("the packet socket refuses " + what + ": " + Libc.error());
        }
    }

    /**
     * Receives one packet into a direct buffer of {@link #MAX_BYTES}. Returns its length; 0 if none came, or one whose
     * offloads cannot be described.
     *
     * @param waits up to 200 ms
     * @throws IOException if the interface is down
     */
    int receive(ByteBuffer direct, boolean waits) throws IOException {
        long length = Libc.recv(fd, direct, MAX_BYTES, waits ? 0 : MSG_DONTWAIT);
        if (length < 0 && Native.getLastError() == ENETDOWN) {
            throw new IOException("the interface towards the clients is down");
        }
        return (int) Math.max(0, length);
    }

    @Override
    public void close() {
        Libc.close(fd);
    }
}
