package dev.wayside.datasets.line;

import dev.wayside.datasets.line.radio.GridProfile;
import dev.wayside.datasets.line.radio.Stretch;

/**
 * A cell and the part of its signal that is the same every day.
 *
 * @param id the E-UTRAN cell identity in decimal: eNB id * 256 + sector
 * @param reach where along the track it can be heard
 * @param rsrpDbm mean received power in the train: path, antenna, carriage, tunnels and fixed shadowing
 */
record Cell(String id, Stretch reach, GridProfile rsrpDbm) {}
