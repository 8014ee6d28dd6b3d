package dev.wayside.relay.routing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's check that a packet came in where its sender is. Packets that the relay injects do not pass it. The
 * kernel uses the greater of a device's setting and that of {@code all}. So {@code all} becomes 0, and devices that
 * relied on it get its value as their own.
 */
final class ReversePathFilter {

    /**
     * A setting of a device.
     *
     * @param found its value before
     * @param set its value by the relay
     */
    record Change(String device, String found, String set) {

        @Override
        public String toString() {
            return device + ":" + found + ":" + set;
        }
    }

    private static final Path SETTINGS = Path.of("/proc/sys/net/ipv4/conf");
    private static final String ALL = "all";
    private static final String OWN_DEVICES = "wayside";

    /** Other names could not be written into a rule's comment; such devices keep their setting. */
    private static final Pattern CHANGE = Pattern.compile("([\\w.@+-]+):(\\d):(\\d)");

    private ReversePathFilter() {}

    /** The changes that let injected packets pass; empty if the check is off. */
    static List<Change> changesNeeded() throws IOException {
        String all = read(ALL);
        List<Change> changes = new ArrayList<>();
        if (all.equals("0")) {
            return changes;
        }
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(SETTINGS)) {
            for (Path device : devices) {
                String name = device.getFileName().toString();
                String found = read(name);
                if (!name.equals(ALL) && !name.startsWith(OWN_DEVICES) && found.compareTo(all) < 0) {
                    changes.add(new Change(name, found, all));
                }
            }
        }
        changes.removeIf(change -> !CHANGE.matcher(change.toString()).matches());
        changes.add(new Change(ALL, all, "0"));
        return changes;
    }

    private static String read(String device) throws IOException {
        return Files.readString(setting(device)).strip();
    }

    private static Path setting(String device) {
        return SETTINGS.resolve(device).resolve("rp_filter");
    }

    static void apply(Change change) throws IOException {
        Path setting = setting(change.device());
        try {
            Files.writeString(setting, change.set());
        } catch (IOException e) {
            throw new IOException(
                    setting + " cannot be set to " + change.set()
                            + ": CAP_NET_ADMIN is needed (run as root, or under unshare -Urn), and /proc/sys to be writable",
                    e);
        }
    }

    /** The changes that a comment lists. */
    static List<Change> parse(String comment) {
        List<Change> changes = new ArrayList<>();
        Matcher change = CHANGE.matcher(comment);
        while (change.find()) {
            changes.add(new Change(change.group(1), change.group(2), change.group(3)));
        }
        return changes;
    }
}
