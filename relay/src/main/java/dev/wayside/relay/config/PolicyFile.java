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
 * The file of rules that were set at run time to stay. They replace those of the configuration.
 *
 * @param path its path; the file may not exist yet
 */
public record PolicyFile(Path path) {

    /** The file at a path. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PolicyFile of(String path) {
        return new PolicyFile(Path.of(path));
    }

    /**
     * Reads the file, if it exists.
     *
     * @throws ConfigException if its content is not valid
     */
    Optional<Policy> read() throws ConfigException, IOException {
        try {
            return Optional.of(Policy.parse(ConfigFile.text(path), path.toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** True if the file exists. */
    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * Writes a text that {@link Policy#parse} reads. If power fails, the file has either the whole new or the old text.
     */
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
