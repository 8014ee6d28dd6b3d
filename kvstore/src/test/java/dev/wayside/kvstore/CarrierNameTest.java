package dev.wayside.kvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarrierNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "262-01",
                "26201",
                "262 01",
                "262/01",
                "262:01",
                "262_01",
                "262 - 01",
                "26201.0",
                "262.0-01",
                " 26201 "
            })
    void spellingsOfOneCodeAreOneCarrier(String text) {
        assertThat(CarrierName.of(text)).isEqualTo("262-01");
    }

    @ParameterizedTest
    @CsvSource({
        "310410, 310-410",
        "310-410, 310-410",
        "310410.0, 310-410",
        "310.0-410.0, 310-410",
        "262-001, 262-001",
        "00101, 001-01",
        "262.01, 262-01",
        "262.010, 262-010",
        "310.410, 310-410",
        "99970, 999-70"
    })
    void theNetworkCodeStaysAsLongAsItIs(String text, String name) {
        assertThat(CarrierName.of(text)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cmcc", "Vodafone", "o2 - de", "AT&T", "B3", "All(wo_B1)", "12345", "2620123", "7"})
    void otherNamesStay(String text) {
        assertThat(CarrierName.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"262-1", "262/1", "262 1", "262.0-1.0", "2621", "2621.0"})
    void aCodeThatMayBeOfTwoCarriersIsRefused(String text) {
        assertThatThrownBy(() -> CarrierName.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the carrier " + text + " may be 262-01 or 262-001; write the network code with its zeros");
    }

    @ParameterizedTest
    @CsvSource({
        "262.1, 262-10, 262-01",
        "310.41, 310-410, 310-041",
        "310-26, 310-026, 310-260",
        "31026, 310-026, 310-260",
        "31026.0, 310-026, 310-260"
    })
    void digitsThatWereLostLeaveTwoCarriers(String text, String one, String other) {
        assertThatThrownBy(() -> CarrierName.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the carrier " + text + " may be " + one + " or " + other
                        + "; write the network code with its zeros");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "null", "None", "unknown", "-", "2147483647", "2147483647-2147483647"})
    void aWordForNoTextIsNoName(String text) {
        assertThat(CarrierName.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "262, 1, 262-01",
        "262.0, 1.0, 262-01",
        "262, 001, 262-001",
        "310, 26, 310-026",
        "302, 720, 302-720",
        "1, 1, 001-01",
        "262, 2147483647, ''",
        "2147483647, 1, ''",
        "0, 0, ''",
        "'', 1, ''",
        "262, null, ''",
        "-1, -1, ''"
    })
    void countryAndNetworkMakeAName(String country, String network, String name) {
        assertThat(CarrierName.ofCodes(country, network)).isEqualTo(name);
    }

    @Test
    void whatIsNoCodeIsNoPartOfAName() {
        assertThatThrownBy(() -> CarrierName.ofCodes("262", "Vodafone"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Vodafone is not a code of up to three digits");
    }
}
