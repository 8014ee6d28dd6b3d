package dev.wayside.relay.raw;

import java.util.HashSet;
import java.util.Set;

import dev.wayside.relay.message.FlowKey;
import dev.wayside.relay.message.OpenRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of pairs of edges whose clients use the same addresses, once for each pair. */
final class SharedFlowLog {

    private static final Logger LOG = LoggerFactory.getLogger(SharedFlowLog.class);
    /** Chosen: more lines help nobody. */
    private static final int MAX_PAIRS = 1_024;

    private final Set<Pair> logged = new HashSet<>();

    private record Pair(long edge, long owner) {}

    void refused(FlowKey flow, CloudPeer edge, CloudPeer owner) {
        if (logged.size() < MAX_PAIRS && logged.add(new Pair(edge.edge(), owner.edge()))) {
            OpenRequest ends = flow.toRequest();
            LOG.warn(
                    "refused packets of {}: {} has a flow between the same client {} and server {} (protocol {}), and servers"
                            + " cannot tell the two apart; give the clients of each edge other addresses."
                            + " wayside_relay_datagrams_refused_total counts further ones",
                    edge.name(),
                    owner.name(),
                    ends.client(),
                    ends.server(),
                    flow.protocol());
        }
    }
}
