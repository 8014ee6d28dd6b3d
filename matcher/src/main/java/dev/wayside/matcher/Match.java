package dev.wayside.matcher;

import java.time.LocalDate;

import dev.wayside.kvstore.WindowId;

/**
 * One of the nearest visits, by its nearest window.
 *
 * @param window the window; of a short query, the subsequence that starts there
 * @param day local date the visit began on, in the store's zone
 * @param startEpochMillis time of the window's first sample, ms since 1970-01-01T00:00Z
 * @param rmsDb distance to the query: root of the mean squared difference per sample, dB; includes the time in the
 *     visit if it counts ({@link MatchSettings})
 * @param weight weight of the match in a forecast; above 0, all matches of one prediction add up to 1
 */
public record Match(WindowId window, LocalDate day, long startEpochMillis, double rmsDb, double weight) {}
