package dev.wayside.relay.lab.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import com.sun.jna.Native;

/**
 * A TUN device of the kernel. Packets routed to it are read here; packets written here arrive from it. It can be moved
 * to another network namespace and still be read.
 */
public final class Tun implements AutoCloseable {

    /** Numbers of Linux: fcntl.h, if_tun.h and if.h. */
    private static final int O_RDWR = 2;

    private static final int O_NONBLOCK = 0x800;
    private static final long TUNSETIFF = 0x400454caL;
    private static final short IFF_TUN_NO_PI = 0x1001;
    private static final int IFREQ_BYTES = 40;
    private static final int NAME_BYTES = 16;

    private final int fd;

    static {
        Native.register(Tun.class, "c");
    }

    private static native int open(String path, int flags);

    private static native int ioctl(int fd, long request, byte[] argument);

    private static native long read(int fd, ByteBuffer buffer, long count);

    private static native long write(int fd, ByteBuffer buffer, long count);

    private static native int close(int fd);

    private Tun(int fd) {
        this.fd = fd;
    }

    public static Tun open(String name) throws IOException {
        int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
        if (fd < 0) {
            throw new IOException("/dev/net/tun cannot be opened: load the kernel module tun (modprobe tun)");
        }
        byte[] request = new byte[IFREQ_BYTES];
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, request, 0, bytes.length);
        ByteBuffer.wrap(request).order(java.nio.ByteOrder.nativeOrder()).putShort(NAME_BYTES, IFF_TUN_NO_PI);
        if (ioctl(fd, TUNSETIFF, request) < 0) {
            close(fd);
            throw new IOException("the TUN device " + name + " cannot be created: run as root, or under unshare -Urn");
        }
        return new Tun(fd);
    }

    /** Reads a packet into a direct buffer; its length, or 0 if there is none. */
    public int read(ByteBuffer direct) {
        return (int) Math.max(0, read(fd, direct, direct.capacity()));
    }

    /** Writes a packet from a direct buffer. If the kernel's queue is full, it is lost, as on a link. */
    public boolean write(ByteBuffer direct, int length) {
        return write(fd, direct, length) == length;
    }

    @Override
    public void close() {
        close(fd);
    }
}
