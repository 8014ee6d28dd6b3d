package dev.wayside.client;

/**
 * A measurement of the vehicle.
 *
 * @param ageMillis how long before the newest RSRP sample, 0 to 600,000 ms
 * @param value in the quantity's unit
 */
public record MeasuredSample(int ageMillis, double value) {}
