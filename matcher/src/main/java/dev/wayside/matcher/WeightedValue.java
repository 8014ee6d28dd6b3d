package dev.wayside.matcher;

/** A value and how much it counts: more than nothing. */
record WeightedValue(double value, double weight) {}
