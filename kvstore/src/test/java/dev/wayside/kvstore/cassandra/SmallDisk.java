package dev.wayside.kvstore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of limited size, in memory. Only root can make one. */
final class SmallDisk implements AutoCloseable {

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    static SmallDisk mount(Path directory, int mebibytes) throws IOException, InterruptedException {
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString());
        return new SmallDisk(directory);
    }

    Path directory() {
        return directory;
    }

    /** Fills the disk except for a number of bytes. */
    void fillBut(long bytes) throws IOException, InterruptedException {
        long taken = Files.getFileStore(directory).getUsableSpace() - bytes;
        run("fallocate", "--length", Long.toString(taken), other().toString());
    }

    /** Gives back what was taken. */
    void makeRoom() throws IOException {
        Files.delete(other());
    }

    private Path other() {
        return directory.resolve("something-else");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // The node that was killed may still hold its files.
        run("umount", "--lazy", directory.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", String.join(" ", command), output)
                .isZero();
    }
}
