package dev.wayside.api.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The load generator wrk, of 32 connections that each send the next request once the last is answered. */
final class Wrk {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path script;

    Wrk(Path script) {
        this.script = script;
    }

    /** Loads a service; the arguments are those of the script. */
    Load run(int port, int seconds, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "wrk",
                "-t1",
                "-c32",
                "--timeout",
                "30s",
                "-d" + seconds + "s",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + port,
                "--"));
        command.addAll(List.of(arguments));
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!wrk.waitFor(1, TimeUnit.MINUTES) || wrk.exitValue() != 0) {
            throw new IOException("wrk failed: " + output);
        }
        return JSON.readValue(output.substring(output.lastIndexOf("{\"requests\"")), Load.class);
    }

    /** The results; latencies in microseconds. */
    record Load(long requests, long micros, long bytes, long failed, long p50Micros, long p99Micros, long maxMicros) {

        double perSecond() {
            return requests * 1e6 / micros;
        }

        double p99Millis() {
            return p99Micros / 1e3;
        }
    }
}
