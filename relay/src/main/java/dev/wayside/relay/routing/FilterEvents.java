package dev.wayside.relay.routing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import com.sun.jna.Memory;
import dev.wayside.relay.loop.Libc;

/** The kernel's announcements of changed nftables rules in this network namespace. */
final class FilterEvents implements AutoCloseable {

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_NETFILTER = 12;
    private static final int GROUP_OF_NFTABLES = 1 << 6;
    private static final int SOCKADDR_NL_BYTES = 12;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int MSG_DONTWAIT = 0x40;
    /** Chosen: an announcement is shorter; its content is not read. */
    private static final int BUFFER_BYTES = 65_536;

    private final int fd;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private FilterEvents(int fd) {
        this.fd = fd;
    }

    /** @throws IOException with the reason if the kernel does not announce changes */
    static FilterEvents open(int maxWaitSeconds) throws IOException {
        int fd = Libc.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_NETFILTER);
        if (fd < 0) {
            throw new IOException("no netlink socket to watch nftables rules: " + Libc.error());
        }
        byte[] address = ByteBuffer.allocate(SOCKADDR_NL_BYTES)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_NETLINK)
                .putInt(2 * Integer.BYTES, GROUP_OF_NFTABLES)
                .array();
        try (Memory time = new Memory(16)) {
            time.setLong(0, maxWaitSeconds);
            time.setLong(8, 0);
            if (Libc.bind(fd, address, address.length) < 0
                    || Libc.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, time, 16) < 0) {
                String reason = Libc.error();
                Libc.close(fd);
                throw new IOException("nftables rules cannot be watched: " + reason);
            }
        }
        return new FilterEvents(fd);
    }

    /** Returns after a change, or after the maximum wait. */
    void await() {
        Libc.recv(fd, buffer, BUFFER_BYTES, 0);
        while (Libc.recv(fd, buffer, BUFFER_BYTES, MSG_DONTWAIT) > 0) {
            // One check answers for all that was announced so far.
            buffer.clear();
        }
    }

    @Override
    public void close() {
        Libc.close(fd);
    }
}
