package dev.wayside.traceingest.mapping;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The context of reading a mapped log.
 *
 * @param mapping its mapping, or null for an included one
 * @param carrier carrier instead of the one in the log, or null for the one in the log
 * @param moments the conversion of its local times
 * @param notes the receiver of decisions that the mapping leaves to the reader
 */
public record LogContext(
        @Nullable ColumnMapping mapping,
        @Nullable String carrier,
        LocalMoments.ByZone moments,
        Consumer<String> notes) {}
