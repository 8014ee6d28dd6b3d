package dev.wayside.relay.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The congestion controls of this kernel. */
final class CongestionControl {

    /** The loaded ones (ip-sysctl.rst of Linux). */
    private static final Path AVAILABLE = Path.of("/proc/sys/net/ipv4/tcp_available_congestion_control");
    /** All modules, loaded or not (depmod(8)). */
    private static final Path MODULES = Path.of("/lib/modules", System.getProperty("os.version"), "modules.dep");

    private CongestionControl() {}

    /** Checks that the kernel has one. A kernel that does not list its congestion controls passes. */
    static void require(String name) {
        Optional<List<String>> available = available();
        if (available.isPresent() && !available.get().contains(name) && !isLoadedWhenAsked(name)) {
            throw new IllegalArgumentException("'congestionControl' " + name + " is not in this kernel, which has "
                    + String.join(", ", available.get()) + "; name one of them, or modprobe tcp_" + name);
        }
    }

    private static Optional<List<String>> available() {
        try {
            return Optional.of(List.of(Files.readString(AVAILABLE).strip().split("\\s+")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** True if a module has it: the kernel lists only loaded ones, and loads one when a socket asks for it. */
    private static boolean isLoadedWhenAsked(String name) {
        try (Stream<String> modules = Files.lines(MODULES, StandardCharsets.ISO_8859_1)) {
            return modules.anyMatch(line -> line.contains("/tcp_" + name + ".ko"));
        } catch (IOException e) {
            return false;
        }
    }
}
