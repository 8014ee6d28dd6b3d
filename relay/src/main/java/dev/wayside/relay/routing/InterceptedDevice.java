package dev.wayside.relay.routing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The interface whose traffic is intercepted, and the checks that rules can see that traffic. */
final class InterceptedDevice {

    private static final Path DEVICES = Path.of("/sys/class/net");
    private static final Path CALL_OF_ALL_BRIDGES = Path.of("/proc/sys/net/bridge/bridge-nf-call-iptables");

    private final String name;

    InterceptedDevice(String name) {
        this.name = name;
    }

    boolean exists() {
        return Files.exists(DEVICES.resolve(name));
    }

    /**
     * The fault and its remedy; empty if there is none.
     *
     * @param needsRules if rules hand over connections or drop packets, which a bridge must not have applied before
     */
    Optional<String> fault(boolean needsRules) throws IOException {
        Path device = DEVICES.resolve(name);
        if (Files.exists(device.resolve("brport"))) {
            return Optional.of(partOf("bridge", device));
        }
        if (Files.exists(device.resolve("bonding_slave"))) {
            return Optional.of(partOf("bond", device));
        }
        for (Path bridge : needsRules ? bridgesBelow(device) : List.<Path>of()) {
            if (isSet(CALL_OF_ALL_BRIDGES) || isSet(bridge.resolve("bridge/nf_call_iptables"))) {
                return Optional.of(filteredTooSoon(bridge.getFileName().toString()));
            }
        }
        return Optional.empty();
    }

    private String partOf(String kind, Path device) throws IOException {
        String whole = device.resolve("master").toRealPath().getFileName().toString();
        return name + " is a port of the " + kind + " " + whole + ", which receives its packets: set 'device: " + whole
                + "'";
    }

    private String filteredTooSoon(String bridge) {
        return name + ": br_netfilter applies the IP rules to packets before the bridge " + bridge
                + " delivers them, and not again after, so they cannot be intercepted: sysctl -w"
                + " net.bridge.bridge-nf-call-iptables=0 (and ip link set " + bridge
                + " type bridge nf_call_iptables 0), or, where containers need it, give the relay a network namespace of"
                + " its own";
    }

    /** The bridges below a device: a VLAN of a bridge, or a device on top of one, receives what the bridge filtered. */
    private static List<Path> bridgesBelow(Path device) throws IOException {
        List<Path> bridges = new ArrayList<>();
        if (Files.isDirectory(device.resolve("bridge"))) {
            bridges.add(device);
        } else if (Files.isDirectory(device)) {
            try (DirectoryStream<Path> lower = Files.newDirectoryStream(device, "lower_*")) {
                for (Path link : lower) {
                    bridges.addAll(bridgesBelow(
                            DEVICES.resolve(link.getFileName().toString().substring("lower_".length()))));
                }
            }
        }
        return bridges;
    }

    private static boolean isSet(Path setting) throws IOException {
        return Files.exists(setting) && !Files.readString(setting).strip().equals("0");
    }

    @Override
    public String toString() {
        return name;
    }
}
