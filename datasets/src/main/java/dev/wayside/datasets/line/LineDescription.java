package dev.wayside.datasets.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The file {@code line.json}: the line that the other files of the folder belong to. Days and carriers are not in it,
 * because they can be added later.
 *
 * @param text the whole content
 */
record LineDescription(String text) {
    private static final String NAME = "line.json";
    /** To be raised whenever equal settings no longer give equal files. */
    private static final int MODEL_VERSION = 1;

    static LineDescription of(LineSettings settings) {
        String text = String.format(
                Locale.ROOT,
                """
                {
                  "generator": "wayside generate",
                  "model_version": %d,
                  "seed": %d,
                  "length_km": %d,
                  "cruise_kmh": %d,
                  "tunnels": %d
                }
                """,
                MODEL_VERSION,
                settings.seed(),
                settings.lengthKm(),
                settings.cruiseKmh(),
                settings.tunnels());
        return new LineDescription(text);
    }

    /**
     * Puts the description into {@code folder}.
     *
     * @throws IllegalArgumentException if another line is described there
     */
    void claim(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            Path unfinished = folder.resolve(NAME + ".part");
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } else if (!Files.readString(file).equals(text)) {
            throw new IllegalArgumentException(
                    "%s holds another line (see its %s): choose another folder, or the same seed, length, speed and tunnels"
                            .formatted(folder, NAME));
        }
    }
}
