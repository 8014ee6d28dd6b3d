package dev.wayside.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"10.11.1.2:7000", "[fd00::2]:7000", "relay:1", "relay-1.example.org:65535", "4g.example:7000"})
    void readsAddressesAndNamesWithoutLookingThemUp(String text) {
        assertThat(HostPort.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.11.1.256:7000", "10.11.1:7000", "re lay:7000", "-relay:7000", "relay..org:7000", "a_b!:1"})
    void refusesWhatCanBeNeither(String text) {
        assertThatThrownBy(() -> HostPort.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageContaining("neither an IP address nor a host name");
    }
}
