package dev.wayside.traceingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Finds the logs behind the paths an operator names: files, folders with all below them, and zip archives. */
final class LogSources {

    private static final Pattern LOG_NAME =
            Pattern.compile(".*\\.(csv|tsv|txt|log|ndjson|jsonl)(\\.gz)?", Pattern.CASE_INSENSITIVE);

    private LogSources() {}

    /**
     * Every log, in the order of the paths and, within a folder or archive, of the names.
     *
     * @throws NoSuchFileException if a path does not exist
     * @throws AccessDeniedException if a file may not be read
     * @throws TraceIngestException if an archive is damaged
     */
    static List<LogSource> find(List<Path> paths) throws IOException {
        List<LogSource> sources = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                sources.addAll(inFolder(path));
            } else {
                sources.addAll(inFile(path, true));
            }
        }
        return sources;
    }

    private static List<LogSource> inFolder(Path folder) throws IOException {
        List<LogSource> sources = new ArrayList<>();
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) below.filter(LogSources::canBeLog).sorted()::iterator) {
                sources.addAll(inFile(file, false));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return sources;
    }

    private static boolean canBeLog(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && !name.startsWith(".")
                && (LOG_NAME.matcher(name).matches() || isArchive(file));
    }

    private static List<LogSource> inFile(Path file, boolean named) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isReadable(file)) {
            throw new AccessDeniedException(file.toString());
        }
        long modified = Files.getLastModifiedTime(file).toMillis();
        return isArchive(file)
                ? inArchive(file, modified)
                : List.of(new LogSource(file, null, Files.size(file), modified, named));
    }

    private static List<LogSource> inArchive(Path archive, long modified) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<LogSource> sources = new ArrayList<>();
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.isDirectory() && LOG_NAME.matcher(entry.getName()).matches()) {
                    sources.add(new LogSource(archive, entry.getName(), entry.getCompressedSize(), modified, false));
                }
            }
            sources.sort((a, b) -> a.name().compareTo(b.name()));
            return sources;
        } catch (ZipException e) {
            throw new TraceIngestException(
                    archive + ": not a readable zip archive (" + e.getMessage() + "); fetch or pack it again", e);
        }
    }

    private static boolean isArchive(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    }
}
