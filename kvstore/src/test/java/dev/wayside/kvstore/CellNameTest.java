package dev.wayside.kvstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "26843521",
                " 26843521 ",
                "26843521.0",
                "26843521.",
                "+26843521",
                "0026843521",
                "2.6843521E7",
                "2.6843521e+07",
                "2.684352100000000000e+07",
                "0x1999981",
                "'26843521",
                "\"26843521\"",
                "=\"26843521\"",
                "0X01999981"
            })
    void spellingsOfOneNumberAreOneCell(String text) {
        assertThat(CellName.of(text)).isEqualTo("26843521");
        assertThat(CellName.isUnknown(CellName.of(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1001",
                "7",
                "odd-090",
                "G12",
                "A",
                "99999",
                "pci-9@99",
                "1999981F",
                "12E45",
                "26,843,521",
                "26.843.521",
                "12.5",
                "pci-7@1300",
                "run-000",
                "site-5-north",
                "2@51.93,-8.37"
            })
    void otherTextsStay(String text) {
        assertThat(CellName.of(text)).isEqualTo(text);
        assertThat(CellName.isUnknown(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "262-26843521, 262-26843521",
        "262.0-26843521.0, 262-26843521",
        "262-01-0x1999981, 262-1-26843521",
        "1300-0, 1300-0",
        "20-007, 20-7"
    })
    void numbersJoinedByHyphensAreSpelledOneByOne(String text, String name) {
        assertThat(CellName.of(text)).isEqualTo(name);
        assertThat(CellName.isUnknown(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2147483647",
                "2147483647.0",
                "9.223372036854776E18",
                "9.223372036854776e+18",
                "(null)",
                "not available",
                "9223372036854775807",
                "4294967295",
                "268435455",
                "0xFFFFFFF",
                "FFFFFFFF",
                "68719476735",
                "65535",
                "0",
                "0.0",
                "00000000",
                "-1",
                "-1.0",
                "-2147483648",
                "",
                "NaN",
                "NULL",
                "None",
                "nil",
                "N/A",
                "unknown",
                "?",
                "-",
                "262-2147483647",
                "262-01-268435455",
                "262--1",
                "262-nan",
                "262-",
                "262-0",
                "262-01-0",
                "0-0",
                "2147483646",
                "268435454",
                "999999999",
                "262-01-FFFFFFF",
                "x",
                "false",
                "True",
                "[]",
                "{}",
                "---",
                "????",
                "NaT",
                "-nan",
                "nan(ind)",
                "#VALUE!",
                "\\N",
                "No Service",
                "OUT_OF_SERVICE",
                "searching"
            })
    void valuesForAnUnknownCellAreToldFromCells(String text) {
        assertThat(CellName.isUnknown(CellName.of(text))).isTrue();
    }

    @Test
    void numbersWhoseLastDigitsWereCutOffAreNotIdentities() {
        assertThat(CellName.isRounded("2.68435E+07")).isTrue();
        assertThat(CellName.isRounded("3E+07")).isTrue();
        assertThat(CellName.isRounded("2.684352e+07")).isTrue();
        assertThat(CellName.isRounded("2.6843521e+07")).isFalse();
        assertThat(CellName.isRounded("2.684352E7")).isFalse();
        assertThat(CellName.of("2.684352E7")).isEqualTo("26843520");
    }

    @ParameterizedTest
    @CsvSource({
        "104857, 129, 26843521",
        "104857.0, 129.0, 26843521",
        "104857, 26843521, 26843521",
        "21, 11, 5387",
        "21, 0, 5376",
        "4194304, 12, 4194304-12",
        "21, 300, 21-300",
        "0, 5, unknown",
        "-1, 5, unknown",
        "21, -1, unknown",
        "2147483647, 129, unknown",
        "1048575, 255, unknown",
        "8388607, 255, unknown",
        "21, 2147483647, unknown",
        "'', 5, unknown"
    })
    void nodeAndSectorMakeAnIdentity(String node, String sector, String name) {
        assertThat(CellName.ofNode(node, sector)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 1300, pci-7@1300",
        "0.0, 1300.0, pci-0@1300",
        "2147483647, 1300, unknown",
        "1008, 1300, unknown",
        "7, 0, unknown",
        "7, 65535, unknown",
        "7, '', unknown"
    })
    void physicalIdAndChannelMakeAName(String physicalId, String channel, String name) {
        assertThat(CellName.ofPhysical(physicalId, channel)).isEqualTo(name);
    }
}
