package dev.wayside.traceingest;

import java.io.PrintWriter;

/** The warnings and notes about logs that were read, and the reasons for those that were not, as lines. Thread-safe. */
public final class RemarkLines implements IngestListener {

    private final PrintWriter err;

    /** Lines on standard error. */
    public RemarkLines(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void stored(String logName, IngestSummary summary) {
        summary.remarks().warnings().forEach(warning -> say("warning: " + logName + ": " + warning));
        summary.remarks().notes().forEach(note -> say("note: " + logName + ": " + note));
    }

    @Override
    public void skipped(String logName, String why) {
        say("skipped " + logName + ": " + why);
    }

    private synchronized void say(String line) {
        err.println(line);
        err.flush();
    }
}
