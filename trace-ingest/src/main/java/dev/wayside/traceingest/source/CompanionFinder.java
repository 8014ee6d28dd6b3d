package dev.wayside.traceingest.source;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.wayside.traceingest.format.CompanionFormat;

/** Finder of the files next to logs. Reads a folder or archive once. Thread-safe. */
public final class CompanionFinder {

    private final Map<String, List<LogSource>> foldersSeen = new ConcurrentHashMap<>();

    /** The files next to a log, by their names; their first lines are checked later. */
    public List<Companion> companionsOf(LogSource log) {
        return foldersSeen.computeIfAbsent(log.folderName(), folder -> lookInto(log)).stream()
                .flatMap(other -> Stream.of(CompanionFormat.values())
                        .filter(format -> format.liesBeside(log.fileName(), other.fileName()))
                        .map(format -> new Companion(format, other)))
                .toList();
    }

    private static List<LogSource> lookInto(LogSource log) {
        try {
            return LogSources.inFolderOf(log);
        } catch (IOException e) {
            // The log itself is read anyway, or fails for the same reason.
            return List.of();
        }
    }
}
