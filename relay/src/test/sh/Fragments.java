import com.sun.jna.Native;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Datagrams in fragments, for packets.sh. {@code serve PORT} answers each question with as many bytes as it asks for.
 * {@code ask HOST PORT FROM_PORT COUNT BYTES ANSWER_BYTES} asks, 50 times a second. {@code shuffle HOST PORT COUNT
 * FROM_ADDRESS} asks with questions of 4,000 bytes whose fragments leave in random order. Both say how many answers came,
 * and end at an answer to somebody else, or an altered one. {@code flood HOST COUNT FROM_ADDRESS} sends fragments of
 * datagrams that never become whole. {@code closed HOST PORT} expects an ICMP error, since nothing listens there.
 */
public final class Fragments {

    private static final int MAX_BYTES = 65_507;
    private static final int HEAD_BYTES = 16;
    private static final int FRAGMENT_BYTES = 1_480;
    private static final int UDP = 17;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final long INTERVAL_MILLIS = 20;
    private static final int TIMEOUT_MILLIS = 2_000;

    public static void main(String... arguments) throws Exception {
        switch (arguments[0]) {
            case "serve" -> serve(Integer.parseInt(arguments[1]));
            case "ask" ->
                ask(
                        server(arguments),
                        Integer.parseInt(arguments[3]),
                        Integer.parseInt(arguments[4]),
                        Integer.parseInt(arguments[5]),
                        Integer.parseInt(arguments[6]));
            case "shuffle" -> shuffle(server(arguments), Integer.parseInt(arguments[3]), arguments[4]);
            case "flood" -> flood(arguments[1], Integer.parseInt(arguments[2]), arguments[3]);
            case "closed" -> closed(server(arguments));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static InetSocketAddress server(String... arguments) {
        return new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2]));
    }

    private static void serve(int port) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(port)) {
            DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
            while (true) {
                packet.setLength(MAX_BYTES);
                socket.receive(packet);
                if (isWhole(packet, packet.getLength())) {
                    byte[] answer = filled(
                            ByteBuffer.wrap(packet.getData()),
                            ByteBuffer.wrap(packet.getData()).getInt(0));
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        }
    }

    /** Bytes that depend on their place and on the head: length of the answer, token, number. */
    private static byte[] filled(ByteBuffer head, int bytes) {
        byte[] filled = new byte[bytes];
        for (int i = HEAD_BYTES; i < bytes; i++) {
            filled[i] = (byte) (i * 31 + head.getInt(12));
        }
        System.arraycopy(head.array(), 0, filled, 0, HEAD_BYTES);
        return filled;
    }

    private static byte[] question(long token, int number, int bytes, int answerBytes) {
        return filled(
                ByteBuffer.allocate(HEAD_BYTES)
                        .putInt(0, answerBytes)
                        .putLong(4, token)
                        .putInt(12, number),
                bytes);
    }

    private static boolean isWhole(DatagramPacket packet, int bytes) {
        byte[] expected = filled(ByteBuffer.wrap(packet.getData()), bytes);
        return Arrays.equals(expected, 0, bytes, packet.getData(), 0, packet.getLength());
    }

    /** Sends a question by its number. */
    private interface Asking {

        void send(byte[] question, int number) throws Exception;
    }

    private static void ask(InetSocketAddress server, int fromPort, int count, int bytes, int answerBytes)
            throws Exception {
        try (DatagramSocket socket = new DatagramSocket(fromPort)) {
            ask(
                    socket,
                    count,
                    bytes,
                    answerBytes,
                    (question, number) -> socket.send(new DatagramPacket(question, question.length, server)));
        }
    }

    private static void ask(DatagramSocket socket, int count, int bytes, int answerBytes, Asking asking)
            throws Exception {
        long token = new Random().nextLong();
        Thread sender = new Thread(() -> {
            try {
                for (int i = 0; i < count; i++) {
                    asking.send(question(token, i, bytes, answerBytes), i);
                    Thread.sleep(INTERVAL_MILLIS);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        sender.start();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
        int answers = 0;
        while (answers < count) {
            packet.setLength(MAX_BYTES);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException silence) {
                break;
            }
            if (ByteBuffer.wrap(packet.getData()).getLong(4) != token) {
                throw new IllegalStateException("an answer to somebody else");
            }
            if (packet.getLength() != answerBytes || !isWhole(packet, answerBytes)) {
                throw new IllegalStateException(
                        "an answer of " + packet.getLength() + " bytes that is not the server's");
            }
            answers++;
        }
        sender.join();
        System.out.println(answers + " of " + count + " answers");
    }

    private static void closed(InetSocketAddress server) throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.send(new DatagramPacket(new byte[10], 10));
            socket.receive(new DatagramPacket(new byte[10], 10));
            throw new IllegalStateException("somebody answered");
        } catch (PortUnreachableException e) {
            System.out.println("refused");
        }
    }

    // ---- fragments as they are

    /** Functions of the C library that send packets with their own IP header. */
    private static final class Raw {

        static {
            Native.register("c");
        }

        static native int socket(int domain, int type, int protocol);

        static native long sendto(int fd, byte[] bytes, long length, int flags, byte[] address, int addressLength);
    }

    private static int rawSocket() {
        int fd = Raw.socket(2, 3, 255);
        if (fd < 0) {
            throw new IllegalStateException("no raw socket: are you root?");
        }
        return fd;
    }

    private static void shuffle(InetSocketAddress server, int count, String from) throws Exception {
        int fd = rawSocket();
        Random random = new Random(7);
        byte[] source = InetAddress.getByName(from).getAddress();
        byte[] destination = server.getAddress().getAddress();
        try (DatagramSocket socket = new DatagramSocket()) {
            ask(socket, count, 4_000, 3_000, (question, number) -> {
                ByteBuffer udp = ByteBuffer.allocate(8 + question.length)
                        .putShort((short) socket.getLocalPort())
                        .putShort((short) server.getPort())
                        .putShort((short) (8 + question.length))
                        .putShort((short) 0)
                        .put(question);
                List<byte[]> fragments = new ArrayList<>();
                for (int at = 0; at < udp.capacity(); at += FRAGMENT_BYTES) {
                    int bytes = Math.min(FRAGMENT_BYTES, udp.capacity() - at);
                    boolean hasMore = at + bytes < udp.capacity();
                    fragments.add(fragment(source, destination, 1 + number, at, hasMore, udp.slice(at, bytes)));
                }
                Collections.shuffle(fragments, random);
                fragments.forEach(bytes -> send(fd, bytes, destination));
            });
        }
    }

    private static void flood(String host, int count, String from) throws Exception {
        int fd = rawSocket();
        Random random = new Random(8);
        byte[] source = InetAddress.getByName(from).getAddress();
        byte[] destination = InetAddress.getByName(host).getAddress();
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[8 * (1 + random.nextInt(180))];
            random.nextBytes(content);
            int at = random.nextInt(3) == 0 ? 0 : 8 * random.nextInt(4_000);
            send(
                    fd,
                    fragment(source, destination, random.nextInt(65_536), at, true, ByteBuffer.wrap(content)),
                    destination);
        }
        System.out.println(count + " fragments");
    }

    private static byte[] fragment(
            byte[] source, byte[] destination, int id, int at, boolean hasMore, ByteBuffer content) {
        // The kernel fills in the length and the checksum of the header.
        return ByteBuffer.allocate(20 + content.remaining())
                .put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (20 + content.remaining()))
                .putShort((short) id)
                .putShort((short) (at / 8 | (hasMore ? MORE_FRAGMENTS : 0)))
                .put((byte) 64)
                .put((byte) UDP)
                .putShort((short) 0)
                .put(source)
                .put(destination)
                .put(content)
                .array();
    }

    private static void send(int fd, byte[] packet, byte[] destination) {
        byte[] address = new byte[16];
        address[0] = 2;
        System.arraycopy(destination, 0, address, 4, 4);
        Raw.sendto(fd, packet, packet.length, 0, address, address.length);
    }
}
