package dev.wayside.relay.loop;

import java.nio.ByteBuffer;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** System calls that neither Java nor Netty has. Results are those of the C library; {@link #error} has the reason. */
public final class Libc {

    private static final int EPERM = 1;
    private static final int EACCES = 13;

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    public static native int socket(int domain, int type, int protocol);

    public static native int bind(int fd, byte[] address, int length);

    public static native int setsockopt(int fd, int level, int option, Pointer value, int length);

    public static native long recv(int fd, ByteBuffer direct, long count, int flags);

    public static native int open(String path, int flags);

    public static native int ioctl(int fd, long request, byte[] argument);

    public static native long write(int fd, ByteBuffer direct, long count);

    public static native int close(int fd);

    /** Sets what a signal does, by the address of its handler. */
    public static native long signal(int number, long handler);

    private static native String strerror(int error);

    /** The reason why the last call failed. */
    public static String error() {
        return strerror(Native.getLastError());
    }

    /** True if the last call was not permitted. */
    public static boolean wasDenied() {
        int error = Native.getLastError();
        return error == EPERM || error == EACCES;
    }
}
