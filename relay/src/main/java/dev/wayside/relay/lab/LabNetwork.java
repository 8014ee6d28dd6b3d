package dev.wayside.relay.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.lab.link.EmulatedLink;
import dev.wayside.relay.lab.link.EmulatorThread;
import dev.wayside.relay.lab.link.LinkSchedule;
import dev.wayside.relay.lab.link.SwitchedSchedule;
import dev.wayside.relay.lab.link.Tun;

/**
 * The namespaces of the lab:
 *
 * <pre>
 *   client 10.1.0.2 -- lan 10.1.0.1 edge wan1 10.21.1.1 ==carrier 1== 10.21.1.2 wan1 cloud 10.2.0.1 lan -- 10.2.0.2 server
 *                                        wan2 10.21.2.1 ==carrier 2== 10.21.2.2 wan2
 * </pre>
 */
final class LabNetwork implements AutoCloseable {

    /** Interface of edge and cloud towards client and server. */
    static final String LAN = "lan";

    /** Address of the server. */
    static final String SERVER_ADDRESS = "10.2.0.2";

    /** Chosen: no loss before the emulator reads. Shorter queues lost packets while the JVM compiled its code. */
    private static final int QUEUE_PACKETS = 5_000;

    /** Chosen: the usual queue of a carrier, if a scenario sets none. */
    private static final double QUEUE_MILLIS = 200;

    private final List<Tun> tuns = new ArrayList<>();
    private final List<SwitchedSchedule> schedules = new ArrayList<>();
    private final EmulatorThread emulator;

    LabNetwork(Scenario scenario, Path file) throws IOException, InterruptedException, ConfigException {
        for (Namespace namespace : Namespace.values()) {
            Shell.ip("netns add " + namespace);
            Shell.ip("-n " + namespace + " link set lo up");
        }
        lan(Namespace.CLIENT, "10.1.0.2", Namespace.EDGE, "10.1.0.1");
        lan(Namespace.SERVER, SERVER_ADDRESS, Namespace.CLOUD, "10.2.0.1");
        List<EmulatedLink> links = new ArrayList<>();
        int number = 1;
        for (Scenario.Carrier carrier : scenario.carriers()) {
            Tun edge = tun(Namespace.EDGE, number, edgeAddress(number), cloudAddress(number));
            Tun cloud = tun(Namespace.CLOUD, number, cloudAddress(number), edgeAddress(number));
            SwitchedSchedule schedule = new SwitchedSchedule(carrier.schedule(file));
            schedules.add(schedule);
            links.add(new EmulatedLink(edge, cloud, carrier.queueMillis().orElse(QUEUE_MILLIS), schedule, number));
            number++;
        }
        for (Namespace relay : List.of(Namespace.EDGE, Namespace.CLOUD)) {
            relay.run("sysctl", "-qw", "net.ipv4.ip_forward=1");
            Shell.ip("-n " + relay + " mptcp limits set subflows 8 add_addr_accepted 8");
        }
        for (int i = 1; i <= scenario.carriers().size(); i++) {
            Shell.ip("-n cloud mptcp endpoint add " + cloudAddress(i) + " dev wan" + i + " signal");
        }
        Shell.ip("-n edge route add 10.2.0.0/24 via " + cloudAddress(1));
        Shell.ip("-n cloud route add 10.1.0.0/24 via " + edgeAddress(1));
        emulator = new EmulatorThread(links);
    }

    /** The cloud's address on a carrier, numbered from 1. */
    static String cloudAddress(int carrier) {
        return "10.21." + carrier + ".2";
    }

    private static String edgeAddress(int carrier) {
        return "10.21." + carrier + ".1";
    }

    EmulatorThread emulator() {
        return emulator;
    }

    /** Replaces the links of the carriers, in their order. */
    void play(List<LinkSchedule> links) {
        for (int i = 0; i < links.size(); i++) {
            schedules.get(i).play(links.get(i));
        }
    }

    private static void lan(Namespace end, String endAddress, Namespace relay, String relayAddress)
            throws IOException, InterruptedException {
        Shell.ip("link add eth0 netns " + end + " type veth peer name " + LAN + " netns " + relay);
        Shell.ip("-n " + end + " addr add " + endAddress + "/24 dev eth0");
        Shell.ip("-n " + relay + " addr add " + relayAddress + "/24 dev " + LAN);
        Shell.ip("-n " + end + " link set eth0 up");
        Shell.ip("-n " + relay + " link set " + LAN + " up");
        Shell.ip("-n " + end + " route add default via " + relayAddress);
    }

    /** A TUN device. It is created here and moved; its file stays with this process. */
    private Tun tun(Namespace relay, int number, String own, String peer) throws IOException, InterruptedException {
        String made = relay.toString().charAt(0) + "tun" + number;
        Tun tun = Tun.open(made);
        tuns.add(tun);
        Shell.ip("link set " + made + " netns " + relay);
        Shell.ip("-n " + relay + " link set " + made + " name wan" + number);
        Shell.ip("-n " + relay + " addr add " + own + " peer " + peer + " dev wan" + number);
        Shell.ip("-n " + relay + " link set wan" + number + " txqueuelen " + QUEUE_PACKETS + " up");
        return tun;
    }

    /** True if this process is in namespaces of its own. */
    static boolean isInside() {
        return Files.exists(Path.of("/run/wayside-lab"));
    }

    @Override
    public void close() {
        emulator.close();
    }
}
