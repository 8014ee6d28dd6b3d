import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;

/** For throughput.sh: {@code serve PORT...} answers 100 bytes with 4; {@code measure HOST PORT COUNT} says how long that takes. */
public final class RoundTrips {

    private static final int UP_BYTES = 100;
    private static final int DOWN_BYTES = 4;
    private static final int WARM_UP = 2_000;

    public static void main(String... arguments) throws Exception {
        if (arguments[0].equals("serve")) {
            for (String port : Arrays.copyOfRange(arguments, 1, arguments.length)) {
                new Thread(() -> serve(Integer.parseInt(port))).start();
            }
        } else {
            measure(new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2])), Integer.parseInt(arguments[3]));
        }
    }

    private static void serve(int port) {
        try (ServerSocket listener = new ServerSocket(port, 64, InetAddress.getByName("0.0.0.0"))) {
            while (true) {
                Socket client = listener.accept();
                new Thread(() -> answer(client)).start();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(client.getInputStream());
            while (true) {
                in.readFully(new byte[UP_BYTES]);
                client.getOutputStream().write(new byte[DOWN_BYTES]);
            }
        } catch (java.io.EOFException end) {
            return;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void measure(InetSocketAddress server, int count) throws Exception {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(server, 10_000);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            double[] micros = new double[count];
            for (int i = -WARM_UP; i < count; i++) {
                long started = System.nanoTime();
                socket.getOutputStream().write(new byte[UP_BYTES]);
                in.readFully(new byte[DOWN_BYTES]);
                if (i >= 0) {
                    micros[i] = (System.nanoTime() - started) / 1e3;
                }
            }
            Arrays.sort(micros);
            System.out.printf(
                    "%.0f %.0f%n", micros[count / 2], micros[(int) (count * 0.99)]);
        }
    }
}
