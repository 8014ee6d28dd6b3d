package dev.wayside.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The data sets. */
enum DataSet {
    /** A cell of a generated line. */
    LINE,
    /** White noise. */
    NOISE,
    /** A cell of real drives, at its own size. */
    UCC;

    private static final String DATASETS = "WAYSIDE_DATASETS";

    /** True if its data are available: real ones need an environment variable. */
    boolean isAtHand() {
        return this != UCC || System.getenv(DATASETS) != null;
    }

    /** True if its number of windows is fixed. */
    boolean hasOwnSize() {
        return this == UCC;
    }

    CellSource source() throws IOException {
        return switch (this) {
            case LINE -> new LineSource();
            case NOISE -> new NoiseSource();
            case UCC -> new CorkSource(datasets());
        };
    }

    private static Path datasets() throws IOException {
        String folder = System.getenv(DATASETS);
        if (folder == null || !Files.isDirectory(Path.of(folder))) {
            throw new NoSuchFileException("folder of data sets; point " + DATASETS + " at the one that holds ucc-5g");
        }
        return Path.of(folder);
    }
}
