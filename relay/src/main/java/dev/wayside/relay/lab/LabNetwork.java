package dev.wayside.relay.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.wayside.relay.config.ConfigException;

/**
 * The namespaces of the lab:
 *
 * <pre>
 *   client 10.1.0.2 -- lan 10.1.0.1 edge wan1 10.21.1.1 ==carrier 1== 10.21.1.2 wan1 cloud 10.2.0.1 lan -- 10.2.0.2 server
 *                                        wan2 10.21.2.1 ==carrier 2== 10.21.2.2 wan2
 * </pre>
 */
final class LabNetwork implements AutoCloseable {

    private static final int QUEUE_PACKETS = 5_000;

    private final List<Tun> tuns = new ArrayList<>();
    private final List<SwitchedSchedule> schedules = new ArrayList<>();
    private final EmulatorThread emulator;

    LabNetwork(Scenario scenario, Path file) throws IOException, InterruptedException, ConfigException {
        for (String name : List.of("client", "edge", "cloud", "server")) {
            Shell.ip("netns add " + name);
            Shell.ip("-n " + name + " link set lo up");
        }
        lan("client", "10.1.0.2", "edge", "10.1.0.1");
        lan("server", "10.2.0.2", "cloud", "10.2.0.1");
        List<EmulatedLink> links = new ArrayList<>();
        int number = 1;
        for (Scenario.Carrier carrier : scenario.carriers()) {
            Tun edge = tun("edge", number, 1, 2);
            Tun cloud = tun("cloud", number, 2, 1);
            SwitchedSchedule schedule = new SwitchedSchedule(carrier.schedule(file));
            schedules.add(schedule);
            links.add(new EmulatedLink(edge, cloud, carrier.queueMillis().orElse(200.0), schedule, number));
            number++;
        }
        for (String relay : List.of("edge", "cloud")) {
            Shell.run("ip", "netns", "exec", relay, "sysctl", "-qw", "net.ipv4.ip_forward=1");
            Shell.ip("-n " + relay + " mptcp limits set subflows 8 add_addr_accepted 8");
        }
        for (int i = 1; i <= scenario.carriers().size(); i++) {
            Shell.ip("-n cloud mptcp endpoint add 10.21." + i + ".2 dev wan" + i + " signal");
        }
        Shell.ip("-n edge route add 10.2.0.0/24 via 10.21.1.2");
        Shell.ip("-n cloud route add 10.1.0.0/24 via 10.21.1.1");
        emulator = new EmulatorThread(links);
    }

    EmulatorThread emulator() {
        return emulator;
    }

    /** From now on the carriers, in their order, are like this. */
    void play(List<LinkSchedule> links) {
        for (int i = 0; i < links.size(); i++) {
            schedules.get(i).play(links.get(i));
        }
    }

    private static void lan(String end, String endAddress, String relay, String relayAddress)
            throws IOException, InterruptedException {
        Shell.ip("link add eth0 netns " + end + " type veth peer name lan netns " + relay);
        Shell.ip("-n " + end + " addr add " + endAddress + "/24 dev eth0");
        Shell.ip("-n " + relay + " addr add " + relayAddress + "/24 dev lan");
        Shell.ip("-n " + end + " link set eth0 up");
        Shell.ip("-n " + relay + " link set lan up");
        Shell.ip("-n " + end + " route add default via " + relayAddress);
    }

    /** A TUN device is made here and moved: its file stays with this process. */
    private Tun tun(String relay, int number, int own, int peer) throws IOException, InterruptedException {
        String made = relay.charAt(0) + "tun" + number;
        Tun tun = Tun.open(made);
        tuns.add(tun);
        Shell.ip("link set " + made + " netns " + relay);
        Shell.ip("-n " + relay + " link set " + made + " name wan" + number);
        Shell.ip("-n " + relay + " addr add 10.21." + number + "." + own + " peer 10.21." + number + "." + peer
                + " dev wan" + number);
        Shell.ip("-n " + relay + " link set wan" + number + " txqueuelen " + QUEUE_PACKETS + " up");
        return tun;
    }

    /** Whether this process is in namespaces of its own. */
    static boolean isInside() {
        return Files.exists(Path.of("/run/wayside-lab"));
    }

    @Override
    public void close() {
        emulator.close();
    }
}
