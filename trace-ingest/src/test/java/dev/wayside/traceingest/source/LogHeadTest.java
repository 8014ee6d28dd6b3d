package dev.wayside.traceingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import dev.wayside.traceingest.format.CompanionFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The detection of formats, and the messages where it fails. */
class LogHeadTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time,carrier,rsrp_dbm | line 1: not a known header; as csv it lacks cell; add",
                "Timestamp,Operator_name,NetworkMode,RSRP,RAWCELLID | line 1: not a known header; as gnettrack it lacks "
                        + "Operatorname; as mapping cradlepoint it lacks Carrier, Cell ID; add",
                "Timestamp,Carrier,Cell ID,rsrp_nr | line 1: not a known header; as mapping cradlepoint it lacks RSRP",
                "Typ;SIM Mobile Country Code;SIM Mobile Network Code;Netzwerk Mobile Country Code;Cell-ID;Breitengrad"
                        + " | line 1: not a known header; as breitbandmessung it lacks Netzwerk Mobile Network Code, ",
                "soup,cake | not a known log format: line 1 reads 'soup,cake'"
            })
    void theMessageNamesTheNearFormatsAndWhatEachLacks(String header, String message) throws IOException {
        assertThat(head(header).whyUnrecognised()).startsWith(message);
    }

    @Test
    void dataTestsAloneAreToldFromALog() throws IOException {
        String tests = "Timestamp,Operatorname,Node,CellID,NetworkTech,Level,PINGAVG,TESTDOWNLINK,TESTUPLINK";
        assertThat(head(tests).whyUnrecognised())
                .isEqualTo("measurements that belong to a log of format gnettrack and are read with it; ingest the log "
                        + "itself, or name a --format if this is one");
        assertThat(head("Timestamp,Operatorname,Node,CellID,NetworkTech,Level,EventType,EventDetails")
                        .whyUnrecognised())
                .startsWith("G-NetTrack's events");
    }

    @Test
    void aLogWithAColumnOfACompanionFileIsALog() {
        assertThat(CompanionFormat.recognise("timestamp,lat,ping_8.8.8.8")).contains(CompanionFormat.RTT_LOG);
        assertThat(CompanionFormat.recognise("time,cell,rsrp_dbm,timestamp,ping_8.8.8.8"))
                .isEmpty();
    }

    private static LogHead head(String firstLine) throws IOException {
        return LogHead.read(new ByteArrayInputStream(firstLine.getBytes(StandardCharsets.UTF_8)));
    }
}
