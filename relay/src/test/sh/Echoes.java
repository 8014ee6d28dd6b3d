import java.io.DataInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** For given-up.sh: {@code HOST PORT COUNT} writes 100 bytes every 25 ms and prints how long each answer took, ms. */
public final class Echoes {

    private static final int UP_BYTES = 100;
    private static final int DOWN_BYTES = 4;
    private static final int INTERVAL_MILLIS = 25;

    public static void main(String... arguments) throws Exception {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])), 10_000);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                long started = System.nanoTime();
                socket.getOutputStream().write(new byte[UP_BYTES]);
                in.readFully(new byte[DOWN_BYTES]);
                System.out.printf("%.1f%n", (System.nanoTime() - started) / 1e6);
                Thread.sleep(INTERVAL_MILLIS);
            }
        }
    }
}
