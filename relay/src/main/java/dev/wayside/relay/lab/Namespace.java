package dev.wayside.relay.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A network namespace of the lab, in which programs run. */
enum Namespace {
    CLIENT,
    EDGE,
    CLOUD,
    SERVER;

    /** Chosen: a relay answers within milliseconds, on a busy machine within a second. */
    private static final String CURL_SECONDS = "5";

    /** The command that runs a program in this namespace. */
    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", toString()));
        command.addAll(program);
        return command;
    }

    /** Runs a program to its end; the lines it wrote. */
    List<String> run(String... program) throws IOException, InterruptedException {
        return Shell.run(command(List.of(program)).toArray(String[]::new));
    }

    /** The lines of an HTTP answer. */
    List<String> get(String url) throws IOException, InterruptedException {
        return run("curl", "-sS", "-m", CURL_SECONDS, url);
    }

    /** The lines of an HTTP answer; none while nothing answers. */
    List<String> poll(String url) throws IOException, InterruptedException {
        return run("sh", "-c", "curl -s -m " + CURL_SECONDS + " " + url + " || true");
    }

    /** Sends a body, and fails unless the answer is a success. */
    void post(String url, String body) throws IOException, InterruptedException {
        run("curl", "-fsS", "-m", CURL_SECONDS, "-X", "POST", url, "-d", body);
    }

    /** The name, as {@code ip netns} has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
