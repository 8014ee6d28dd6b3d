package dev.wayside.relay.raw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.wayside.relay.loop.Libc;

/**
 * A TUN device through which packets enter the kernel with their original source address. Unlike a raw IP socket it
 * accepts packets with unfinished offloads. It vanishes with the process.
 */
final class TunDevice implements AutoCloseable {

    private static final int O_RDWR_CLOEXEC = 2 | 0x80000;
    private static final long TUNSETIFF = 0x400454caL;
    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCSIFFLAGS = 0x8914;
    private static final int IFF_UP = 1;
    private static final short IFF_TUN_NO_PI_VNET_HDR = 0x1001 | 0x4000;
    private static final int IFREQ_BYTES = 40;
    private static final int NAME_BYTES = 16;
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;

    private final int fd;
    private final String name;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(PacketSocket.MAX_BYTES).order(ByteOrder.nativeOrder());

    private TunDevice(int fd, String name) {
        this.fd = fd;
        this.name = name;
    }

    /**
     * Creates a device, and lets the kernel forward its packets.
     *
     * @throws IOException if that is not possible; names what is missing
     */
    static TunDevice open() throws IOException {
        int fd = Libc.open("/dev/net/tun", O_RDWR_CLOEXEC);
        if (fd < 0) {
            throw new IOException("/dev/net/tun cannot be opened: " + Libc.error()
                    + "; raw interception needs the kernel module tun (modprobe tun)");
        }
        byte[] request = request("wayside%d", IFF_TUN_NO_PI_VNET_HDR);
        if (Libc.ioctl(fd, TUNSETIFF, request) < 0) {
            String reason = Libc.error();
            Libc.close(fd);
            throw new IOException("no TUN device can be made: " + reason
                    + "; raw interception needs root or CAP_NET_ADMIN, or unshare -Urn");
        }
        TunDevice device =
                new TunDevice(fd, new String(request, 0, NAME_BYTES, StandardCharsets.US_ASCII).replace("\0", ""));
        try {
            device.bringUp();
            return device;
        } catch (IOException e) {
            device.close();
            throw e;
        }
    }

    private static byte[] request(String name, short flags) {
        byte[] request = new byte[IFREQ_BYTES];
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, request, 0, bytes.length);
        ByteBuffer.wrap(request).order(ByteOrder.nativeOrder()).putShort(NAME_BYTES, flags);
        return request;
    }

    private void bringUp() throws IOException {
        writeSetting("ipv4", "forwarding", "1");
        // Answers to these packets leave over another interface.
        writeSetting("ipv4", "rp_filter", "0");
        if (Files.exists(setting("ipv6", "disable_ipv6"))) {
            writeSetting("ipv6", "disable_ipv6", "1");
        }
        int socket = Libc.socket(AF_INET, SOCK_DGRAM, 0);
        byte[] request = request(name, (short) 0);
        boolean isUp = Libc.ioctl(socket, SIOCGIFFLAGS, request) >= 0;
        ByteBuffer flags = ByteBuffer.wrap(request).order(ByteOrder.nativeOrder());
        flags.putShort(NAME_BYTES, (short) (flags.getShort(NAME_BYTES) | IFF_UP));
        isUp = isUp && Libc.ioctl(socket, SIOCSIFFLAGS, request) >= 0;
        String reason = Libc.error();
        Libc.close(socket);
        if (!isUp) {
            throw new IOException(name + " cannot be brought up: " + reason);
        }
    }

    private Path setting(String family, String setting) {
        return Path.of("/proc/sys/net", family, "conf", name, setting);
    }

    private void writeSetting(String family, String setting, String value) throws IOException {
        try {
            Files.writeString(setting(family, setting), value);
        } catch (IOException e) {
            throw new IOException(
                    setting(family, setting) + " cannot be set to " + value
                            + ": raw interception needs root, or unshare" + " -Urn, and /proc/sys to be writable",
                    e);
        }
    }

    String name() {
        return name;
    }

    /** Gives a packet to the kernel; false if the kernel rejects it. */
    boolean inject(RawPacket packet) {
        int length = packet.write(buffer);
        return Libc.write(fd, buffer, length) == length;
    }

    @Override
    public void close() {
        Libc.close(fd);
    }
}
