package dev.wayside.relay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import dev.wayside.relay.config.ConfigException;
import org.junit.jupiter.api.Test;

class SystemProgramsTest {

    @Test
    void aMissingProgramIsNamedWithItsPackage() throws Exception {
        assertThat(SystemPrograms.has("sh")).isTrue();
        SystemPrograms.require("sh", "cat");
        assertThatThrownBy(() -> SystemPrograms.require("sh", "no-such-program"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("'no-such-program' is not installed; on Debian: apt install no-such-program");
        assertThat(SystemPrograms.missing(List.of("nft", "ip"))).endsWith("apt install iproute2 nftables");
    }
}
