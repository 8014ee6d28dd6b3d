package dev.wayside.relay.path;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * The number of an edge process: its upper half is that of the vehicle, which stays the same when the edge starts
 * again, and its lower half is random.
 */
public final class EdgeNumber {

    private static final String NO_ADDRESS = "00:00:00:00:00:00";

    private EdgeNumber() {}

    /**
     * Draws a number.
     *
     * @param device the interface towards the clients: its hardware address distinguishes vehicles
     */
    static long draw(String device) {
        SecureRandom random = new SecureRandom();
        String address = hardwareAddress(device);
        boolean isKnown = !address.isEmpty() && !address.equals(NO_ADDRESS);
        long vehicle = isKnown ? hash(address) : random.nextInt();
        return (vehicle << Integer.SIZE) | Integer.toUnsignedLong(random.nextInt());
    }

    public static int vehicle(long number) {
        return (int) (number >>> Integer.SIZE);
    }

    private static String hardwareAddress(String device) {
        try {
            return Files.readString(Path.of("/sys/class/net", device, "address"))
                    .strip();
        } catch (IOException e) {
            // The interface does not exist yet; the code that needs it reports that.
            return "";
        }
    }

    private static long hash(String address) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("wayside edge " + address).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
