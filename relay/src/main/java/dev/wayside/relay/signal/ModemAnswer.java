package dev.wayside.relay.signal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.relay.context.CarrierSignal;

/**
 * The answers of ModemManager in JSON ({@code mmcli -J}): {@code --signal-get} has the RSRP, {@code --location-get} the
 * cell. Numbers are strings, and {@code --} means unknown.
 */
public final class ModemAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Sections of the answer with an RSRP, the newest radio first. */
    private static final List<String> RADIOS = List.of("5g", "lte");

    /** The base in which ModemManager writes cell ids. */
    private static final int HEXADECIMAL = 16;

    /** Chosen: fits on a line of a log. */
    private static final int MAX_QUOTED_CHARACTERS = 120;

    private ModemAnswer() {}

    /**
     * The signal in both answers; no coverage if the modem knows no cell.
     *
     * @param signal the answer of {@code --signal-get}
     * @param location the answer of {@code --location-get}
     * @throws IllegalArgumentException if an answer cannot be read; names the command, the reason and the remedy
     */
    public static CarrierSignal read(String signal, String location) {
        JsonNode modem = parse(signal, "--signal-get").at("/modem/signal");
        JsonNode place = parse(location, "--location-get").at("/modem/location/3gpp");
        if (!modem.isObject()) {
            throw new IllegalArgumentException("mmcli --signal-get: no modem.signal in its answer: " + brief(signal));
        }
        if (!place.isObject()) {
            throw new IllegalArgumentException("mmcli --location-get: no modem.location.3gpp in its answer: "
                    + brief(location) + "; enable it: mmcli --location-enable-3gpp");
        }
        Optional<String> cell = cell(place.path("cid").asText());
        if (cell.isEmpty()) {
            return CarrierSignal.none();
        }
        OptionalDouble rsrp = rsrp(modem);
        if (rsrp.isEmpty()) {
            throw new IllegalArgumentException("mmcli --signal-get: no RSRP of LTE or 5G in its answer: "
                    + brief(signal) + "; enable it: mmcli --signal-setup=1");
        }
        return new CarrierSignal(cell, rsrp);
    }

    private static JsonNode parse(String text, String command) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("mmcli " + command + ": not JSON: " + brief(text), e);
        }
    }

    /** The cell id in decimal, as in histories. ModemManager writes it in hexadecimal, and 0 if it is unknown. */
    private static Optional<String> cell(String hexadecimal) {
        String digits = hexadecimal.strip();
        if (digits.isEmpty() || digits.equals("--")) {
            return Optional.empty();
        }
        try {
            long cell = Long.parseUnsignedLong(digits, HEXADECIMAL);
            return cell == 0 ? Optional.empty() : Optional.of(Long.toUnsignedString(cell));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "mmcli --location-get: the cell id is not hexadecimal: " + brief(digits), e);
        }
    }

    private static OptionalDouble rsrp(JsonNode modem) {
        for (String radio : RADIOS) {
            String text = modem.path(radio).path("rsrp").asText().strip();
            if (!text.isEmpty() && !text.equals("--")) {
                return OptionalDouble.of(number(text));
            }
        }
        return OptionalDouble.empty();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("mmcli --signal-get: the RSRP is not a number: " + brief(text), e);
        }
    }

    private static String brief(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > MAX_QUOTED_CHARACTERS ? line.substring(0, MAX_QUOTED_CHARACTERS) + "..." : line;
    }
}
