package dev.wayside.traceingest.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Finder of the logs under an operator's paths: files, folders with everything below them, and zip archives. */
public final class LogSources {

    private static final Pattern LOG_NAME =
            Pattern.compile(".*\\.(csv|tsv|txt|log|out|ndjson|jsonl)(\\.gz)?", Pattern.CASE_INSENSITIVE);

    private LogSources() {}

    /**
     * Every log, in the order of the paths and, within a folder or archive, of the names.
     *
     * @throws NoSuchFileException if a path does not exist
     * @throws AccessDeniedException if a file that is named may not be read
     */
    public static List<LogSource> find(List<Path> paths) throws IOException {
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

    /** The files in a log's folder, on disk or in its archive; nothing below it. */
    static List<LogSource> inFolderOf(LogSource log) throws IOException {
        if (log.entry() != null) {
            LogSource archive = new LogSource(log.file(), null, log.bytes(), log.modifiedEpochMillis(), false);
            return inArchive(archive).stream()
                    .filter(other -> other.folderName().equals(log.folderName()))
                    .toList();
        }
        List<LogSource> sources = new ArrayList<>();
        Path folder = log.file().toAbsolutePath().getParent();
        try (Stream<Path> within = Files.list(folder == null ? log.file() : folder)) {
            for (Path file :
                    (Iterable<Path>) within.filter(LogSources::canBeLog).sorted()::iterator) {
                sources.addAll(isArchive(file) ? List.of() : inFile(file, false));
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
        // One bad file in a folder does not block the others: it fails when it is read.
        if (named && !Files.isReadable(file)) {
            throw new AccessDeniedException(file.toString());
        }
        LogSource whole = new LogSource(
                file, null, Files.size(file), Files.getLastModifiedTime(file).toMillis(), named);
        return isArchive(file) ? inArchive(whole) : List.of(whole);
    }

    /** The logs in an archive; the archive itself if it cannot be opened, so that reading it reports the failure. */
    private static List<LogSource> inArchive(LogSource archive) {
        try (ZipFile zip = new ZipFile(archive.file().toFile())) {
            return Collections.list(zip.entries()).stream()
                    .filter(entry -> !entry.isDirectory()
                            && LOG_NAME.matcher(entry.getName()).matches())
                    .map(entry -> archive.entry(entry.getName(), entry.getCompressedSize()))
                    .sorted(Comparator.comparing(LogSource::name))
                    .toList();
        } catch (IOException e) {
            return List.of(archive);
        }
    }

    /** True if a file is an archive by its name. */
    static boolean isArchive(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    }
}
