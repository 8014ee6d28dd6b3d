import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * For close-order.sh: {@code serve PORT SEED} and {@code try HOST PORT SEED COUNT}. Both ends of each connection send, finish,
 * close and reset at random moments, next to one paced transfer, whose bytes are checked.
 */
public final class CloseOrder {

    private static final int PACED_BYTES = 4_000_000;
    private static final int PIECE_BYTES = 20_000;
    private static final long PIECE_NANOS = 80_000_000;
    private static final int[] SIZES = {0, 100, 50_000, 1_000_000};
    private static final int AT_ONCE = 60;

    public static void main(String... arguments) throws Exception {
        if (arguments[0].equals("serve")) {
            serve(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
        } else {
            InetSocketAddress server = new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2]));
            attempt(server, Long.parseLong(arguments[3]), Integer.parseInt(arguments[4]));
        }
    }

    private static void serve(int port, long seed) throws IOException {
        Random seeds = new Random(seed);
        try (ServerSocket listener = new ServerSocket(port, 1_000)) {
            while (true) {
                Socket socket = listener.accept();
                long own = seeds.nextLong();
                new Thread(() -> answer(socket, new Random(own))).start();
            }
        }
    }

    private static void answer(Socket socket, Random random) {
        try {
            if (socket.getInputStream().read() == 'p') {
                sendPaced(socket);
            } else {
                behave(socket, random);
            }
        } catch (IOException e) {
            close(socket, false);
        }
    }

    private static void attempt(InetSocketAddress server, long seed, int count) throws Exception {
        Random seeds = new Random(seed);
        ExecutorService clients = Executors.newCachedThreadPool();
        Future<Long> paced = clients.submit(() -> receivePaced(server));
        ExecutorService few = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long own = seeds.nextLong();
            all.add(few.submit(() -> behaveAsClient(server, new Random(own))));
        }
        for (Future<?> one : all) {
            one.get(60, TimeUnit.SECONDS);
        }
        long wrong = paced.get(60, TimeUnit.SECONDS);
        System.out.println(count + " connections; the paced transfer "
                + (wrong < 0 ? "is the same" : "differs or ends at byte " + wrong));
        System.exit(wrong < 0 ? 0 : 1);
    }

    private static void behaveAsClient(InetSocketAddress server, Random random) {
        Socket socket = new Socket();
        try {
            socket.connect(server, 10_000);
            socket.getOutputStream().write('f');
            behave(socket, random);
        } catch (IOException e) {
            close(socket, random.nextBoolean());
        }
    }

    /** Sends some, reads or does not, finishes perhaps, and closes or resets in the end. */
    private static void behave(Socket socket, Random random) {
        int bytes = SIZES[random.nextInt(SIZES.length)];
        boolean reads = random.nextInt(4) > 0;
        boolean finishes = random.nextInt(3) > 0;
        boolean resets = random.nextBoolean();
        long finishMillis = random.nextInt(400);
        long endMillis = finishMillis + random.nextInt(800);
        Thread writer = new Thread(() -> write(socket, bytes));
        writer.start();
        if (reads) {
            new Thread(() -> read(socket)).start();
        }
        LockSupport.parkNanos(finishMillis * 1_000_000);
        if (finishes) {
            try {
                socket.shutdownOutput();
            } catch (IOException e) {
                resets = true;
            }
        }
        LockSupport.parkNanos((endMillis - finishMillis) * 1_000_000);
        close(socket, resets);
    }

    private static void write(Socket socket, int bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            for (int sent = 0; sent < bytes; sent += 10_000) {
                out.write(new byte[Math.min(10_000, bytes - sent)]);
            }
        } catch (IOException e) {
            return; // One end closed the connection, which is under test.
        }
    }

    private static void read(Socket socket) {
        try {
            byte[] buffer = new byte[65_536];
            while (socket.getInputStream().read(buffer) >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            return; // One end closed the connection, which is under test.
        }
    }

    private static void close(Socket socket, boolean resets) {
        try (socket) {
            if (resets && !socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            System.err.println("cannot close: " + e);
        }
    }

    private static byte at(long place) {
        return (byte) (place * 31 + place / 251);
    }

    private static void sendPaced(Socket socket) throws IOException {
        try (socket) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int sent = 0; sent < PACED_BYTES; sent += PIECE_BYTES) {
                for (int i = 0; i < PIECE_BYTES; i++) {
                    piece[i] = at(sent + i);
                }
                socket.getOutputStream().write(piece);
                LockSupport.parkNanos(PIECE_NANOS);
            }
        }
    }

    /** The first byte that is wrong or missing; -1 if there is none. */
    private static long receivePaced(InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, 10_000);
            socket.getOutputStream().write('p');
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[65_536];
            long place = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++, place++) {
                    if (buffer[i] != at(place)) {
                        return place;
                    }
                }
            }
            return place == PACED_BYTES ? -1 : place;
        }
    }
}
