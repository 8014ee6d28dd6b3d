package dev.wayside.matcher;

/**
 * One step of a forecast.
 *
 * @param aheadMillis time past the newest sample of the query, ms; a multiple of the sampling interval, from one
 *     interval to the look-ahead
 * @param value weighted mean over the matches that measured it, in the quantity's unit
 * @param matches how many matches measured it, at least 1
 */
public record ForecastStep(int aheadMillis, double value, int matches) {}
