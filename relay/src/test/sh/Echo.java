import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * For scripts: {@code serve PORT} echoes bytes; {@code hold HOST PORT SECONDS} keeps one connection in use for so long and prints
 * "lives", or how it ended, within how many milliseconds. {@code again HOST PORT LOCAL_PORT} gets a page three times from the same
 * local port, each connection closed by the server first, and prints the milliseconds of the slowest.
 */
public final class Echo {

    private static final int GAP_MILLIS = 100;
    private static final int MAX_SILENCE_MILLIS = 20_000;

    public static void main(String... arguments) throws Exception {
        int port = Integer.parseInt(arguments[arguments[0].equals("serve") ? 1 : 2]);
        if (arguments[0].equals("serve")) {
            serve(port);
        } else if (arguments[0].equals("again")) {
            InetSocketAddress server = new InetSocketAddress(arguments[1], port);
            long maxMillis = 0;
            for (int i = 0; i < 3; i++) {
                maxMillis = Math.max(maxMillis, page(server, Integer.parseInt(arguments[3])));
            }
            System.out.println(maxMillis);
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

    private static long page(InetSocketAddress server, int localPort) throws Exception {
        long started = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.setSoTimeout(MAX_SILENCE_MILLIS);
            socket.bind(new InetSocketAddress(localPort));
            socket.connect(server, MAX_SILENCE_MILLIS);
            socket.getOutputStream().write("GET /small HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().readAllBytes().length == 0) {
                throw new IllegalStateException("an empty page");
            }
            return (System.nanoTime() - started) / 1_000_000;
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
