package dev.wayside.relay.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.message.Frame;
import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.ScheduleSettings;
import dev.wayside.relay.schedule.SchedulerKind;
import dev.wayside.relay.schedule.SharingRule;
import dev.wayside.relay.session.PathLink;
import dev.wayside.relay.session.Session;
import dev.wayside.relay.session.SessionSettings;
import dev.wayside.relay.session.estimate.PathMeasurement;
import org.junit.jupiter.api.Test;

/** Edges that claim the same flow, in virtual time. */
class OwnershipTest {

    private static final String FLOW = "flow";
    private static final long SILENCE_NANOS = 1_000;
    private static final long VEHICLE = 1L << 32;
    private static final long OTHER_VEHICLE = 2L << 32;

    private final Ownership<String> flows = new Ownership<>(3, flow -> SILENCE_NANOS);
    private final CloudPeer first = peer(VEHICLE | 1);
    private final CloudPeer other = peer(OTHER_VEHICLE | 1);

    @Test
    void theFirstKeepsAFlowUntilItWasSilent() {
        assertThat(flows.claim(FLOW, first, 0)).isEqualTo(first);
        assertThat(flows.claim(FLOW, other, SILENCE_NANOS)).isEqualTo(first);
        assertThat(flows.claim(FLOW, first, SILENCE_NANOS)).isEqualTo(first);
        assertThat(flows.claim(FLOW, other, 2 * SILENCE_NANOS)).isEqualTo(first);
        assertThat(flows.use(FLOW, 2 * SILENCE_NANOS)).contains(first);
        assertThat(flows.claim(FLOW, other, 3 * SILENCE_NANOS)).isEqualTo(first);
        assertThat(flows.claim(FLOW, other, 3 * SILENCE_NANOS + 1)).isEqualTo(other);
        assertThat(flows.claim(FLOW, first, 3 * SILENCE_NANOS + 2)).isEqualTo(other);
    }

    @Test
    void aTunnelDoesNotCostAnEdgeItsFlows() {
        PathLink path = path();
        first.session().addPath(path, 0);
        flows.claim(FLOW, first, 0);
        first.session().removePath(path, 1);
        flows.forgetPathless(2);
        assertThat(flows.claim(FLOW, other, 3)).isEqualTo(first);
        flows.forgetPathless(90_000_000_001L);
        assertThat(flows.use(FLOW, 90_000_000_002L)).isEmpty();
    }

    @Test
    void anEdgeThatStartedAgainHasItsFlowsAtOnceButOnlyThen() {
        CloudPeer again = peer(VEHICLE | 2);
        PathLink path = path();
        first.session().addPath(path, 0);
        flows.claim(FLOW, first, 0);
        assertThat(flows.claim(FLOW, again, 1)).isEqualTo(first);
        first.session().removePath(path, 2);
        assertThat(flows.claim(FLOW, again, 3)).isEqualTo(again);
    }

    @Test
    void theFlowUsedLongestAgoMakesRoom() {
        for (String flow : new String[] {"a", "b", "c", "a", "d"}) {
            flows.claim(flow, first, 0);
        }
        assertThat(flows.use("b", 0)).isEmpty();
        assertThat(flows.use("a", 0)).contains(first);
    }

    static CloudPeer peer(long edge) {
        Session session = Session.cloud(
                SessionSettings.defaults(),
                ScheduleSettings.defaults(),
                SharingRule.PROPORTIONAL,
                (ends, kind, links) -> new FlowClass("user", 0, 1, 0, SchedulerKind.UTILITY),
                (connection, request) -> {},
                new ContextRegistry(),
                () -> {},
                0);
        return new CloudPeer(session, edge, "edge " + edge);
    }

    /** A path on which nothing happens. */
    private static PathLink path() {
        return new PathLink() {
            @Override
            public int id() {
                return 1;
            }

            @Override
            public String carrier() {
                return "cmcc";
            }

            @Override
            public Lane lane() {
                return Lane.MAIN;
            }

            @Override
            public long roomBytes() {
                return 0;
            }

            @Override
            public void send(Frame frame) {}

            @Override
            public PathMeasurement measure() {
                return new PathMeasurement(0, 0, 0, 0, true, 0, 0, 0, 0, 0, 0);
            }
        };
    }
}
