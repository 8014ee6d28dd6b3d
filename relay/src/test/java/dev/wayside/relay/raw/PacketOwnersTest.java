package dev.wayside.relay.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

/** Two edges whose clients use the same address and port, in virtual time. */
class PacketOwnersTest {

    private static final int PORT = 4006;

    private final PacketOwners owners = new PacketOwners();
    private final CloudPeer first = OwnershipTest.peer(1L << 32);
    private final CloudPeer other = OwnershipTest.peer(2L << 32);

    @Test
    void aLaterFragmentThatComesFirstOpensNoFlowOfAnotherEdge() {
        assertThat(owners.claim(head(7), first, 0)).isEqualTo(first);
        assertThat(owners.claim(later(9), other, 1)).isEqualTo(other);
        assertThat(owners.claim(head(9), other, 2)).isEqualTo(first);
        assertThat(owners.use(head(9).fromClient(), 3)).contains(first);
    }

    @Test
    void fragmentsOfTwoEdgesNeverMeet() {
        assertThat(owners.claim(head(7), first, 0)).isEqualTo(first);
        assertThat(owners.claim(head(7), other, 1)).isEqualTo(first);
        assertThat(owners.claim(later(7), other, 2)).isEqualTo(first);
        assertThat(owners.claim(later(9), other, 3)).isEqualTo(other);
        assertThat(owners.claim(head(9), first, 4)).isEqualTo(other);
        assertThat(owners.claim(head(9), first, 4 + PacketOwners.FRAGMENT_NANOS))
                .isEqualTo(first);
    }

    @Test
    void anEdgeHasAllFragmentsOfItsFlowInAnyOrder() {
        assertThat(owners.claim(later(7), first, 0)).isEqualTo(first);
        assertThat(owners.claim(head(7), first, 1)).isEqualTo(first);
        assertThat(owners.claim(later(7), first, 2)).isEqualTo(first);
    }

    private static PacketHead head(int identification) {
        return new PacketHead(datagram(identification), PORT, 53, 0, true, Optional.empty());
    }

    private static PacketHead later(int identification) {
        return new PacketHead(datagram(identification), 0, 0, 185, false, Optional.empty());
    }

    private static FragmentKey datagram(int identification) {
        return new FragmentKey(0x0a010002, 0x0a020002, PacketHead.UDP, identification);
    }
}
