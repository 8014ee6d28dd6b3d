package dev.wayside.datasets.line;

import dev.wayside.datasets.line.radio.Stretch;

/**
 * A stretch where a transmitter outside the railway's own network drowns a carrier's signalling. It does not show in
 * the RSRP, only in what follows.
 *
 * @param stretch where along the track
 * @param powerDbm its mean power per resource element in the train
 */
record InterferenceZone(Stretch stretch, double powerDbm) {}
