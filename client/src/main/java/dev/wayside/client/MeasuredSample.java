package dev.wayside.client;

/**
 * What the vehicle itself measured.
 *
 * @param ageMillis how long before the newest RSRP sample, 0 to 600,000 ms
 * @param value in the quantity's unit
 */
public record MeasuredSample(int ageMillis, double value) {}
