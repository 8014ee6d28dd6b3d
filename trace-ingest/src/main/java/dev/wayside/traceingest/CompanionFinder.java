package dev.wayside.traceingest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Finds the files that lie beside logs. Looks into a folder or archive once. Thread-safe. */
final class CompanionFinder {

    /** Each is held open while its log is read. */
    private static final int MOST_COMPANIONS = 100;

    private final Map<String, List<LogSource>> foldersSeen = new ConcurrentHashMap<>();

    /**
     * What lies beside a log, by the names of the files; whether they are what their names say, their first lines tell.
     *
     * @throws TraceIngestException if that is more than can be told apart
     */
    List<Companion> beside(LogSource log) {
        List<Companion> found = foldersSeen.computeIfAbsent(log.folderName(), folder -> lookInto(log)).stream()
                .flatMap(other -> Stream.of(CompanionFormat.values())
                        .filter(format -> format.liesBeside(log.fileName(), other.fileName()))
                        .map(format -> new Companion(format, other)))
                .toList();
        if (found.size() > MOST_COMPANIONS) {
            throw new TraceIngestException("more than " + MOST_COMPANIONS + " files such as "
                    + found.get(0).source().fileName() + " lie beside it; keep each trip in a folder of its own");
        }
        return found;
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
