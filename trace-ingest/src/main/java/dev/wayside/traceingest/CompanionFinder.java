package dev.wayside.traceingest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Finds the files that lie beside logs. Looks into a folder or archive once. Thread-safe. */
final class CompanionFinder {

    private final Map<String, List<LogSource>> foldersSeen = new ConcurrentHashMap<>();

    /** What lies beside a log, by the names of the files; whether they are what those say, their first lines tell. */
    List<Companion> beside(LogSource log) {
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
            // The log itself is read all the same, or fails for the same reason.
            return List.of();
        }
    }
}
