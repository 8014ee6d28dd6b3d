package dev.wayside.relay.routing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A program of the system, run to its end. A failure has the command, its output and the remedy. */
final class SystemCommand {

    /** Chosen: a loaded machine answers within a second. */
    static final int MAX_SECONDS = 20;

    private SystemCommand() {}

    static String run(String... command) throws IOException, InterruptedException {
        return runWithInput("", command);
    }

    static String runWithInput(String input, String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException("'" + command[0] + "' is missing; on Debian: apt install nftables iproute2", e);
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output = reader.lines().collect(Collectors.joining("\n"));
        }
        if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("'" + String.join(" ", List.of(command)) + "' failed: " + output.replace("\n", "; ")
                    + remedy(command[0], output));
        }
        return output;
    }

    private static String remedy(String command, String reason) {
        if (reason.contains("Operation not permitted")) {
            return " (CAP_NET_ADMIN is needed: run as root, or under unshare -Urn)";
        }
        return command.equals("nft")
                ? " (the kernel may lack what a rule needs: modprobe nft_tproxy nft_socket nft_fib_ipv4 nft_fib_netdev)"
                : "";
    }
}
