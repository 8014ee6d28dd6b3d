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

/** The programs of the system that the lab runs, and their packages. They are checked before the network is built. */
final class SystemPrograms {

    /** The program that gives MPTCP sockets to programs that do not know it. */
    static final String MPTCPIZE = "mptcpize";

    /** The start of a command under MPTCP. */
    static final List<String> UNDER_MPTCP = List.of(MPTCPIZE, "run");

    /** Debian packages by program. */
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

    /** The message about missing programs. */
    static String missing(List<String> names) {
        TreeSet<String> packages = new TreeSet<>();
        names.forEach(name -> packages.add(PACKAGES.getOrDefault(name, name)));
        return "'" + String.join("', '", names) + "' is not installed; on Debian: apt install "
                + String.join(" ", packages);
    }

    /** True if it is installed, also in the folders of root's programs. */
    static boolean has(String name) {
        return Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
