import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * For scripts: {@code serve PORT} echoes bytes; {@code hold HOST PORT SECONDS} keeps one connection in use for so long and prints
 * "lives", or how it ended, within how many milliseconds.
 */
public final class Echo {

    private static final int GAP_MILLIS = 100;
    private static final int MAX_SILENCE_MILLIS = 20_000;

    public static void main(String... arguments) throws Exception {
        int port = Integer.parseInt(arguments[arguments[0].equals("serve") ? 1 : 2]);
        if (arguments[0].equals("serve")) {
            serve(port);
        } else {
            hold(new InetSocketAddress(arguments[1], port), Integer.parseInt(arguments[3]));
        }
    }

    private static void serve(int port) throws Exception {
        try (ServerSocket listener = new ServerSocket(port)) {
            while (true) {
                Socket client = listener.accept();
                new Thread(() -> echo(client)).start();
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (Exception e) {
            System.err.println(client + " ended by " + e);
        }
    }

    private static void hold(InetSocketAddress server, int seconds) throws Exception {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(MAX_SILENCE_MILLIS);
            socket.connect(server, MAX_SILENCE_MILLIS);
            System.out.println("connected");
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            while (System.nanoTime() < end) {
                if (!answers(socket)) {
                    return;
                }
                Thread.sleep(GAP_MILLIS);
            }
            System.out.println("lives");
        }
    }

    private static boolean answers(Socket socket) {
        long asked = System.nanoTime();
        String end;
        try {
            socket.getOutputStream().write('x');
            end = socket.getInputStream().read() < 0 ? "closed" : "";
        } catch (Exception e) {
            end = e.toString();
        }
        if (!end.isEmpty()) {
            System.out.println("ended after " + (System.nanoTime() - asked) / 1_000_000 + " ms: " + end);
        }
        return end.isEmpty();
    }
}
