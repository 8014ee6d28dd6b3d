package dev.wayside.api.http.browse;

import java.util.List;

/**
 * A window as it goes over the wire.
 *
 * @param window its id
 * @param day local date the visit began on
 * @param start time of the first sample, RFC 3339
 * @param rsrpDbm the samples on the store's grid, dBm, oldest first
 */
record WindowResponse(String window, String day, String start, List<Double> rsrpDbm) {}
