package dev.wayside.traceingest;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** The progress of an ingestion: a bar on a terminal, elsewhere a line now and then. Thread-safe. */
final class IngestProgress implements IngestListener, AutoCloseable {

    private static final long LINE_EVERY_NANOS = 10_000_000_000L;
    private static final double MEGABYTE = 1e6;

    private final PrintWriter err;
    private final long totalBytes;
    private final @Nullable ProgressBar bar;
    private final AtomicLong readBytes = new AtomicLong();
    private final AtomicLong nextLineNanos = new AtomicLong(System.nanoTime() + LINE_EVERY_NANOS);

    IngestProgress(PrintWriter err, long totalBytes, boolean onTerminal) {
        this.err = err;
        this.totalBytes = totalBytes;
        this.bar = onTerminal
                ? new ProgressBarBuilder()
                        .setTaskName("ingest")
                        .setInitialMax(totalBytes)
                        .setUnit(" MB", (long) MEGABYTE)
                        .setStyle(ProgressBarStyle.ASCII)
                        .showSpeed()
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build()
                : null;
    }

    @Override
    public void bytesRead(long count) {
        long read = readBytes.addAndGet(count);
        if (bar != null) {
            bar.stepTo(Math.min(read, totalBytes));
            return;
        }
        long due = nextLineNanos.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLineNanos.compareAndSet(due, now + LINE_EVERY_NANOS)) {
            err.printf("read %.1f of %.1f MB%n", read / MEGABYTE, totalBytes / MEGABYTE);
            err.flush();
        }
    }

    @Override
    public void failed(String logName, String why) {
        say("FAILED " + logName + ": " + why);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private synchronized void say(String line) {
        err.println(line);
        err.flush();
    }
}
