package dev.wayside.traceingest;

import java.util.List;

import dev.wayside.traceingest.row.Rejection;

/**
 * A listener that forwards to several listeners.
 *
 * @param listeners called in this order
 */
record IngestListeners(List<IngestListener> listeners) implements IngestListener {

    @Override
    public void bytesRead(long count) {
        listeners.forEach(listener -> listener.bytesRead(count));
    }

    @Override
    public void rejected(String logName, long lineNumber, Rejection rejection, String detail) {
        listeners.forEach(listener -> listener.rejected(logName, lineNumber, rejection, detail));
    }

    @Override
    public void stored(String logName, IngestSummary summary) {
        listeners.forEach(listener -> listener.stored(logName, summary));
    }

    @Override
    public void skipped(String logName, String why) {
        listeners.forEach(listener -> listener.skipped(logName, why));
    }

    @Override
    public void failed(String logName, String why) {
        listeners.forEach(listener -> listener.failed(logName, why));
    }
}
