package dev.wayside.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The part of a document between two marks, which belongs to this program. */
record MarkedSection(Path document) {

    static final String BEGIN = "<!-- peers: begin -->";
    static final String END = "<!-- peers: end -->";

    /** @throws NoSuchFileException if there is no such document, or it lacks the marks */
    void requirePresent() throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        if (begin < 0 || text.indexOf(END, begin) < 0) {
            throw new NoSuchFileException(document + " with the lines " + BEGIN + " and " + END);
        }
    }

    /** Replaces the text between the marks. */
    void replace(String content) throws IOException {
        requirePresent();
        String text = Files.readString(document);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END, from);
        Files.writeString(document, text.substring(0, from) + "\n" + content + text.substring(to));
    }
}
