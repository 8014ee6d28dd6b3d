package dev.wayside.traceingest;

/**
 * A file that lies beside a log.
 *
 * @param format what it holds
 * @param source where it lies
 */
record Companion(CompanionFormat format, LogSource source) {}
