package dev.wayside.traceingest.format;

import java.util.ArrayList;
import java.util.List;

/** The decisions on one log that it left to the reader, for the operator. Not thread-safe. */
public final class LogNotes {

    /** Chosen: enough to find the place. */
    private static final int MAX_NOTES = 5;

    private final List<String> notes = new ArrayList<>();

    /** Adds a decision, unless there are enough. */
    public void add(String note) {
        if (notes.size() < MAX_NOTES) {
            notes.add(note);
        }
    }

    /** The decisions so far. */
    public List<String> all() {
        return List.copyOf(notes);
    }
}
