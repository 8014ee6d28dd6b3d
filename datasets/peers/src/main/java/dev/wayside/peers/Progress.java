package dev.wayside.peers;

import java.io.PrintWriter;

/** Progress on stderr, a line at a time. */
record Progress(PrintWriter err) {

    void say(String line) {
        err.println(line);
        err.flush();
    }
}
