package dev.wayside.relay.config;

import java.util.List;
import java.util.Optional;

/**
 * What the edge takes, and where.
 *
 * @param device the interface the clients are behind
 * @param port where intercepted connections are accepted; not reachable by itself
 * @param servers only connections to these; all if absent
 * @param ports only connections to these ports; all if absent
 * @param except never connections to these
 * @param failOpen what happens while there is no relay or no path: pass on the ordinary route (true, the default), or
 *     refuse
 */
public record Interception(
        String device,
        Optional<Integer> port,
        List<Subnet> servers,
        List<Integer> ports,
        List<Subnet> except,
        Optional<Boolean> failOpen) {

    private static final int DEFAULT_PORT = 15_000;

    /** Fills in what is absent. */
    public Interception {
        Absent.required(device, "device");
        servers = Absent.orEmpty(servers);
        ports = Absent.orEmpty(ports);
        except = Absent.orEmpty(except);
    }

    /** Where intercepted connections are accepted. */
    public int acceptPort() {
        return port.orElse(DEFAULT_PORT);
    }

    /** Whether connections pass by themselves while they cannot be carried. */
    public boolean isFailOpen() {
        return failOpen.orElse(true);
    }
}
