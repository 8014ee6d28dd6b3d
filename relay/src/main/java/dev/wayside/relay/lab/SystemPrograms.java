package dev.wayside.relay.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.wayside.relay.config.ConfigException;

/** Programs of the system that a lab runs, and where to have them from. Looked for before anything is built. */
final class SystemPrograms {

    /** Kernel MPTCP for programs that know nothing of it. */
    static final String MPTCPIZE = "mptcpize";

    private static final Map<String, String> PACKAGES =
            Map.of("ip", "iproute2", "nft", "nftables", "curl", "curl", "sysctl", "procps", MPTCPIZE, "mptcpize");

    private SystemPrograms() {}

    /** @throws ConfigException naming all that are missing, and their Debian packages */
    static void require(String... names) throws ConfigException {
        List<String> missing = Arrays.stream(names).filter(name -> !has(name)).toList();
        if (!missing.isEmpty()) {
            throw new ConfigException(missing(missing));
        }
    }

    /** What is said of those that are missing. */
    static String missing(List<String> names) {
        TreeSet<String> packages = new TreeSet<>();
        names.forEach(name -> packages.add(PACKAGES.getOrDefault(name, name)));
        return "'" + String.join("', '", names) + "' missing; on Debian: apt install " + String.join(" ", packages);
    }

    /** Whether it is there, also where only root's programs are. */
    static boolean has(String name) {
        return Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
