package dev.wayside.relay.reload;

import java.util.List;
import java.util.Optional;

/**
 * Reloads since the start.
 *
 * @param reloads that were applied
 * @param failures that changed nothing
 * @param loadedEpochMillis time when the settings in force were read
 * @param lastFailure why the newest reload failed; empty if it succeeded
 * @param atRestart settings that wait for a restart
 */
public record ReloadStatus(
        long reloads, long failures, long loadedEpochMillis, Optional<String> lastFailure, List<String> atRestart) {}
