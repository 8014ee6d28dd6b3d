package dev.wayside.relay.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wayside.relay.context.CarrierSignal;
import org.junit.jupiter.api.Test;

/** What ModemManager 1.20 says, and what it may say. */
class ModemAnswerTest {

    private static final String SIGNAL = """
            {"modem":{"signal":{"5g":{"error-rate":"--","rsrp":"--","rsrq":"--","snr":"--"},
             "cdma1x":{"ecio":"--","error-rate":"--","rssi":"--"},
             "lte":{"error-rate":"--","rsrp":"-97.00","rsrq":"-11.00","rssi":"-66.00","snr":"12.40"},
             "refresh":{"rate":"1"},"threshold":{"error-rate":"no","rssi":"0"}}}}
            """;
    private static final String LOCATION = """
            {"modem":{"location":{"3gpp":{"cid":"06651B01","lac":"FFFE","mcc":"460","mnc":"00","tac":"001A2B"},
             "cdma-bs":{"latitude":"--","longitude":"--"},"gps":{"altitude":"--","nmea":[]}}}}
            """;

    @Test
    void signalAndCellAreRead() {
        assertThat(ModemAnswer.read(SIGNAL, LOCATION)).isEqualTo(CarrierSignal.of("107289345", -97));
    }

    @Test
    void fiveGGoesFirstWhereItIsMeasured() {
        assertThat(ModemAnswer.read(SIGNAL.replaceFirst("\"rsrp\":\"--\"", "\"rsrp\":\"-88.5\""), LOCATION))
                .isEqualTo(CarrierSignal.of("107289345", -88.5));
    }

    @Test
    void withoutACellThereIsNoCoverage() {
        assertThat(ModemAnswer.read(SIGNAL, LOCATION.replace("06651B01", "--"))).isEqualTo(CarrierSignal.none());
        assertThat(ModemAnswer.read(SIGNAL, LOCATION.replace("06651B01", "00000000")))
                .isEqualTo(CarrierSignal.none());
    }

    @Test
    void anUnreadableAnswerIsNamedWithItsRemedy() {
        assertRefused("error: couldn't find modem", LOCATION, "--signal-get", "couldn't find modem");
        assertRefused("{}", LOCATION, "--signal-get", "modem.signal");
        assertRefused(SIGNAL, "{\"modem\":{}}", "--location-get", "--location-enable-3gpp");
        assertRefused(SIGNAL.replace("-97.00", "--"), LOCATION, "--signal-setup=1");
        assertRefused(SIGNAL.replace("-97.00", "good"), LOCATION, "not a number: good");
        assertRefused(SIGNAL.replace("-97.00", "97.00"), LOCATION, "-156 to -31");
        assertRefused(SIGNAL, LOCATION.replace("06651B01", "cell"), "not hexadecimal: cell");
    }

    private static void assertRefused(String signal, String location, String... named) {
        assertThatThrownBy(() -> ModemAnswer.read(signal, location))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(named);
    }
}
