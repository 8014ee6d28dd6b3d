package dev.wayside.peers;

import java.io.IOException;

/** A source of the history of one cell, the same every time. */
interface CellSource {

    /**
     * Makes a history.
     *
     * @param windows how many it has at least; a source of real data has what it has
     */
    CellDrives make(int windows, Progress progress) throws IOException, InterruptedException;
}
