package dev.wayside.relay.raw;

import dev.wayside.relay.path.EdgeNumber;
import dev.wayside.relay.session.Session;

/**
 * An edge process as the cloud knows it.
 *
 * @param edge its number, see {@link EdgeNumber}
 * @param name for the log
 */
public record CloudPeer(Session session, long edge, String name) {

    /** True if this process runs in the other's vehicle and the other has ended. */
    boolean succeeds(CloudPeer other) {
        return EdgeNumber.vehicle(edge) == EdgeNumber.vehicle(other.edge) && !other.session.hasLivePath();
    }
}
