package dev.wayside.relay.config;

import java.util.List;
import java.util.Optional;

/**
 * An interface of the edge towards the cloud.
 *
 * @param device its name; paths are bound to it
 * @param carrier whose network it is on
 * @param cloud addresses reached over it; all of the edge's if absent
 * @param congestionControl {@code bbr} unless told otherwise
 */
public record Uplink(String device, String carrier, List<HostPort> cloud, Optional<String> congestionControl) {

    /** Fills in what is absent. */
    public Uplink {
        Absent.required(device, "device");
        if (device.length() > 15) {
            throw new IllegalArgumentException("no interface has so long a name: " + device);
        }
        Absent.required(carrier, "carrier");
        if (!carrier.matches("[^,\"\\p{Cntrl}]{1,64}")) {
            throw new IllegalArgumentException(
                    "a carrier has 1 to 64 characters, no comma, quote or line break among them: " + carrier);
        }
        congestionControl.ifPresent(CongestionControl::require);
        cloud = Absent.orEmpty(cloud, "cloud");
    }

    /** Whether paths over both are made alike; the addresses aside. */
    public boolean isAlike(Uplink other) {
        return withoutCloud().equals(other.withoutCloud());
    }

    private Uplink withoutCloud() {
        return new Uplink(device, carrier, List.of(), congestionControl);
    }
}
