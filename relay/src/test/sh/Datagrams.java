import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * Datagrams as QUIC sends them, for pair.sh: {@code echo PORT ADDRESS} answers those of one client address and ends at any
 * other; {@code send HOST PORT COUNT PER_SECOND} sends datagrams of 20 to 1,350 bytes, and says how many came back, all of
 * them unaltered.
 */
public final class Datagrams {

    private static final int MAX_BYTES = 1_350;
    /** Chosen: so large that no packet is lost here. */
    private static final int BUFFER_BYTES = 4 << 20;

    public static void main(String... arguments) throws Exception {
        if (arguments[0].equals("echo")) {
            echo(Integer.parseInt(arguments[1]), arguments[2]);
        } else {
            send(
                    new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2])),
                    Integer.parseInt(arguments[3]),
                    Double.parseDouble(arguments[4]));
        }
    }

    private static void echo(int port, String client) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(port)) {
            socket.setReceiveBufferSize(BUFFER_BYTES);
            DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
            while (true) {
                packet.setLength(65_536);
                socket.receive(packet);
                if (!packet.getAddress().equals(InetAddress.getByName(client))) {
                    throw new IllegalStateException("a datagram from " + packet.getAddress());
                }
                socket.send(packet);
            }
        }
    }

    private static void send(InetSocketAddress server, int count, double perSecond) throws Exception {
        Random random = new Random(1);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setReceiveBufferSize(BUFFER_BYTES);
            socket.connect(server);
            Thread sender = new Thread(() -> sendAll(socket, count, perSecond, random));
            sender.start();
            System.out.println(receiveAll(socket, count) + " of " + count + " datagrams came back, unaltered");
            sender.join();
        }
    }

    private static void sendAll(DatagramSocket socket, int count, double perSecond, Random random) {
        long start = System.nanoTime();
        try {
            for (int i = 0; i < count; i++) {
                long due = start + Math.round(i / perSecond * 1e9);
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
                }
                byte[] bytes = new byte[20 + random.nextInt(MAX_BYTES - 19)];
                random.nextBytes(bytes);
                ByteBuffer.wrap(bytes).putInt(0, i).putInt(4, bytes.length).putInt(8, checksum(bytes));
                socket.send(new DatagramPacket(bytes, bytes.length));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int receiveAll(DatagramSocket socket, int count) throws Exception {
        boolean[] seen = new boolean[count];
        int received = 0;
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        socket.setSoTimeout(3_000);
        while (received < count) {
            packet.setLength(65_536);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException silence) {
                break;
            }
            byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
            ByteBuffer read = ByteBuffer.wrap(bytes);
            if (read.getInt(4) != bytes.length || read.getInt(8) != checksum(bytes) || seen[read.getInt(0)]) {
                throw new IllegalStateException("datagram " + read.getInt(0) + " came back altered, or twice");
            }
            seen[read.getInt(0)] = true;
            received++;
        }
        return received;
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, 8);
        crc.update(bytes, 12, bytes.length - 12);
        return (int) crc.getValue();
    }
}
