import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A program that ends connections in the ways of other programs, and prints losses: {@code serve PORT}, or {@code try HOST PORT TIMES}.
 * A download whose client has half-closed, and whose server closes; an upload that its client half-closes, to a server that
 * reads slowly; an answer of a server that closes with input unread, which makes its close a reset.
 */
public final class Closes {

    private static final int DOWN_BYTES = 3_000_000;
    private static final int UP_BYTES = 5_000_000;
    private static final int EARLY_BYTES = 100_000;

    public static void main(String... arguments) throws Exception {
        if (arguments[0].equals("serve")) {
            serve(Integer.parseInt(arguments[1]));
        }
        InetSocketAddress server = new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2]));
        int wrong = 0;
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            wrong += expect("download", DOWN_BYTES, download(server, 'd', 1, true));
            wrong += expect("early answer", EARLY_BYTES, download(server, 'r', 5_000, false));
            wrong += expect("upload", UP_BYTES, upload(server));
        }
        System.exit(wrong == 0 ? 0 : 1);
    }

    private static int expect(String what, long expected, long got) {
        if (expected != got) {
            System.out.println(what + ": " + got + " of " + expected + " bytes");
        }
        return expected == got ? 0 : 1;
    }

    private static long download(InetSocketAddress server, char kind, int requestBytes, boolean halfCloses)
            throws IOException {
        try (Socket socket = connect(server)) {
            byte[] request = new byte[requestBytes];
            request[0] = (byte) kind;
            socket.getOutputStream().write(request);
            if (halfCloses) {
                socket.shutdownOutput();
            }
            return count(socket.getInputStream());
        }
    }

    private static long count(InputStream in) {
        byte[] buffer = new byte[65_536];
        long bytes = 0;
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        } catch (IOException reset) {
            // Bytes before it count.
        }
        return bytes;
    }

    private static long upload(InetSocketAddress server) throws IOException {
        try (Socket socket = connect(server)) {
            socket.getOutputStream().write('u');
            socket.getOutputStream().write(new byte[UP_BYTES]);
            socket.shutdownOutput();
            return new DataInputStream(socket.getInputStream()).readLong();
        } catch (EOFException cut) {
            return -1;
        }
    }

    private static Socket connect(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server, 10_000);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void serve(int port) throws IOException {
        try (ServerSocket listener = new ServerSocket(port)) {
            while (true) {
                Socket client = listener.accept();
                new Thread(() -> answer(client)).start();
            }
        }
    }

    private static void answer(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            switch (in.read()) {
                case 'd' -> out.write(new byte[DOWN_BYTES]);
                case 'r' -> {
                    out.write(new byte[EARLY_BYTES]);
                    // A kernel that resets forgets what it has not sent: on a busy machine it needs this long.
                    java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                }
                default -> new java.io.DataOutputStream(out).writeLong(countSlowly(in));
            }
        } catch (IOException e) {
            System.err.println(e);
        }
    }

    /** So slowly that all before it has to wait. */
    private static long countSlowly(InputStream in) throws IOException {
        byte[] buffer = new byte[65_536];
        long bytes = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read;
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
        return bytes;
    }
}
