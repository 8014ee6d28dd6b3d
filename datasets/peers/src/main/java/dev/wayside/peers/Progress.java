package dev.wayside.peers;

import java.io.PrintWriter;

/** Says on stderr what is being done, a line at a time. */
record Progress(PrintWriter err) {

    void say(String line) {
        err.println(line);
        err.flush();
    }
}
