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

    /** Min MTU of IPv6 (RFC 8200, section 5): tunnels and carriers pass at least that. */
    private static final int DEFAULT_MTU = 1_280;
    /** Length that each host must accept (RFC 791, section 3.1). */
    private static final int MIN_MTU = 576;

    /** Chosen: the usual size of jumbo frames. */
    private static final int MAX_MTU = 9_216;

    /** IFNAMSIZ of Linux (if.h), less the final zero. */
    private static final int MAX_DEVICE_CHARACTERS = 15;

    /** Checks the settings, and fills in the defaults. */
    public Uplink {
        Absent.required(device, "device");
        if (device.length() > MAX_DEVICE_CHARACTERS) {
            throw new IllegalArgumentException("'device' must have at most " + MAX_DEVICE_CHARACTERS
                    + " characters, as names of interfaces have: " + device);
        }
        Absent.required(carrier, "carrier");
        if (!carrier.matches("[^,\"\\p{Cntrl}]{1,64}")) {
            throw new IllegalArgumentException(
                    "'carrier' must have 1 to 64 characters, without comma, quote or line break: " + carrier);
        }
        congestionControl.ifPresent(CongestionControl::require);
        cloud = Absent.orEmpty(cloud, "cloud");
        if (mtu.isPresent() && (mtu.get() < MIN_MTU || mtu.get() > MAX_MTU)) {
            throw new IllegalArgumentException("'mtu' must be " + MIN_MTU + " to " + MAX_MTU + " bytes, not "
                    + mtu.get() + "; remove it for " + DEFAULT_MTU);
        }
    }

    /** Max length of a packet. A few carriers drop larger ones silently; the smaller ones cost 0.6 % of the rate. */
    public int maxPacketBytes() {
        return mtu.orElse(DEFAULT_MTU);
    }

    /** True if paths over both have the same settings; addresses may differ. */
    public boolean isAlike(Uplink other) {
        return withoutCloud().equals(other.withoutCloud());
    }

    private Uplink withoutCloud() {
        return new Uplink(device, carrier, List.of(), congestionControl, mtu);
    }
}
