package dev.wayside.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine of the measurement.
 *
 * @param processor its model's name
 * @param cores how many the program may use
 * @param jdk which Java
 */
record Machine(String processor, int cores, String jdk) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    static Machine ofThisProcess() throws IOException {
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vendor") + " " + Runtime.version());
    }

    private static String processorName() throws IOException {
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (NoSuchFileException e) {
            // Not Linux.
            return System.getProperty("os.arch");
        }
    }

    @Override
    public String toString() {
        return "%s, %d cores, JDK %s".formatted(processor, cores, jdk);
    }
}
