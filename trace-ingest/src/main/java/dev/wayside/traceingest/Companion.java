package dev.wayside.traceingest;

/**
 * A file next to a log.
 *
 * @param format its format
 * @param source its location
 */
record Companion(CompanionFormat format, LogSource source) {}
