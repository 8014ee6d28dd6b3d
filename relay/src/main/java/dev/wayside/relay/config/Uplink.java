package dev.wayside.relay.config;

import java.util.List;
import java.util.Optional;

/**
 * An interface of the edge towards the cloud.
 *
 * @param device name of the interface that paths are bound to
 * @param carrier the carrier whose network it is on
 * @param cloud addresses of the cloud relay reached over it; all of the edge's {@code cloud} if absent
 * @param congestionControl the kernel's congestion control of its paths; {@code bbr} if absent
 * @param mtu max size of an IP packet of its paths, in both directions, bytes; {@value #MIN_MTU} to {@value #MAX_MTU};
 *     {@value #DEFAULT_MTU} if absent
 */
public record Uplink(
        String device,
        String carrier,
        List<HostPort> cloud,
        Optional<String> congestionControl,
        Optional<Integer> mtu) {

    /** The smallest MTU of IPv6 (RFC 8200, section 5): tunnels and carriers let pass at least that. */
    private static final int DEFAULT_MTU = 1_280;
    /** What each host must be able to take (RFC 791, section 3.2). */
    private static final int MIN_MTU = 576;

    private static final int MAX_MTU = 9_216;

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
        if (mtu.isPresent() && (mtu.get() < MIN_MTU || mtu.get() > MAX_MTU)) {
            throw new IllegalArgumentException("'mtu' must be " + MIN_MTU + " to " + MAX_MTU + " bytes, not "
                    + mtu.get() + "; take it out for " + DEFAULT_MTU);
        }
    }

    /** Over a few carriers larger packets vanish without a word; headers of the smaller ones cost 0.6 % of the rate. */
    public int maxPacketBytes() {
        return mtu.orElse(DEFAULT_MTU);
    }

    /** Whether paths over both are made alike; the addresses aside. */
    public boolean isAlike(Uplink other) {
        return withoutCloud().equals(other.withoutCloud());
    }

    private Uplink withoutCloud() {
        return new Uplink(device, carrier, List.of(), congestionControl, mtu);
    }
}
