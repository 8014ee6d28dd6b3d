package dev.wayside.relay.raw;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;

import org.junit.jupiter.api.Test;

/** What an operator may get wrong; package.sh tries what only root can take away. */
class PacketSocketTest {

    @Test
    void anInterfaceThatIsMissingOrOfAnotherKindIsNamed() {
        assertThatThrownBy(() -> PacketSocket.open("wayside-none"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no interface wayside-none");
        assertThatThrownBy(() -> PacketSocket.open("lo"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lo is no Ethernet interface");
    }
}
