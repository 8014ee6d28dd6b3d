package dev.wayside.relay.feed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.wayside.relay.config.SignalConfig;
import dev.wayside.relay.context.CarrierSignal;
import dev.wayside.relay.signal.ModemAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The poller of modems for cell and signal: runs ModemManager's {@code mmcli}, each on a thread of its own. */
@SuppressWarnings("FutureReturnValueIgnored") // A poll catches what it throws.
final class ModemPoller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModemPoller.class);
    /** Chosen: mmcli answers in tens of milliseconds unless the modem hangs. */
    private static final int TIMEOUT_MILLIS = 2_000;
    /** Chosen: far above an answer of a few KB. */
    private static final int MAX_ANSWER_BYTES = 65_536;
    /** Chosen: an error message, not a page of help. */
    private static final int MAX_QUOTED_CHARACTERS = 200;

    private final ScheduledExecutorService threads;
    private final Map<String, String> problems = new ConcurrentSkipListMap<>();
    private final Sink sink;

    /** A receiver of modems' answers, called on the pollers' threads. */
    @FunctionalInterface
    interface Sink {

        void heard(String carrier, CarrierSignal signal);
    }

    ModemPoller(List<SignalConfig.Modem> modems, int intervalMillis, Sink sink) {
        this.sink = sink;
        this.threads = Executors.newScheduledThreadPool(Math.max(1, modems.size()), work -> {
            Thread thread = new Thread(work, "relay-modem");
            thread.setDaemon(true);
            return thread;
        });
        for (SignalConfig.Modem modem : modems) {
            threads.scheduleWithFixedDelay(() -> poll(modem), 0, intervalMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** Faults by carrier, without modems that answer. */
    Map<String, String> problems() {
        return Map.copyOf(problems);
    }

    private void poll(SignalConfig.Modem modem) {
        try {
            sink.heard(modem.carrier(), ModemAnswer.read(answer(modem.signal()), answer(modem.location())));
            problems.remove(modem.carrier());
        } catch (IOException | RuntimeException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(problems.put(modem.carrier(), problem))) {
                LOG.warn("modem of {}: {}", modem.carrier(), problem);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String answer(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture<Void> timeout = CompletableFuture.runAsync(
                () -> end(process), CompletableFuture.delayedExecutor(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
        try {
            byte[] bytes = process.getInputStream().readNBytes(MAX_ANSWER_BYTES);
            int code = process.waitFor(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (timeout.isDone()) {
                throw new IOException("'" + String.join(" ", command) + "' took longer than " + TIMEOUT_MILLIS + " ms");
            }
            if (code != 0) {
                throw new IOException("'" + String.join(" ", command) + "' ended with " + code + ": " + brief(text));
            }
            // Warnings may come before it.
            return text.substring(Math.max(0, text.indexOf('{')));
        } finally {
            timeout.cancel(false);
            end(process);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String brief(String text) {
        return text.strip()
                .replaceAll("\\s+", " ")
                .substring(0, Math.min(MAX_QUOTED_CHARACTERS, text.strip().length()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
