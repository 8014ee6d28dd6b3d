package dev.wayside.relay.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Where rules that were given at run time are kept, if that was asked for; what is there holds instead of the
 * configuration's.
 *
 * @param path may not be there yet
 */
public record PolicyFile(Path path) {

    /** By its path. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PolicyFile of(String path) {
        return new PolicyFile(Path.of(path));
    }

    /**
     * Reads it, if it is there.
     *
     * @throws ConfigException if it is not what it should be
     */
    Optional<Policy> read() throws ConfigException, IOException {
        try {
            return Optional.of(Policy.parse(ConfigFile.text(path), path.toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether rules were kept. */
    public boolean exists() {
        return Files.exists(path);
    }

    /** Keeps a text that {@link Policy#parse} takes: all of it or, when power fails, all of what was there. */
    public void write(String text) throws IOException {
        Path target = path.toAbsolutePath();
        Path written = target.resolveSibling(target.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
