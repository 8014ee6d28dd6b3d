package dev.wayside.traceingest.source;

import dev.wayside.traceingest.format.CompanionFormat;

/**
 * A file next to a log.
 *
 * @param format its format
 * @param source its location
 */
public record Companion(CompanionFormat format, LogSource source) {}
