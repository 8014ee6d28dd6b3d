package dev.wayside.relay.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The programs of one run, which end with it. */
final class Programs {

    /** Chosen: a JVM stops within a second, on a busy machine within some. */
    private static final int STOP_SECONDS = 10;

    private final Path folder;
    private final List<Process> running = new ArrayList<>();

    /** @param folder for the logs of the programs */
    Programs(Path folder) {
        this.folder = folder;
    }

    /** Starts a program in a namespace. */
    Process start(Namespace namespace, String log, List<String> program) throws IOException {
        Process process = Shell.start(log(log), namespace.command(program));
        running.add(process);
        return process;
    }

    /** The file of a log. */
    Path log(String name) {
        return folder.resolve(name);
    }

    /** Stops all of them. */
    void stop() throws InterruptedException {
        running.forEach(Process::destroy);
        for (Process process : running) {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
