package dev.wayside.api;

import dev.wayside.matcher.Prediction;

/** A printer of answers. */
interface QueryPrinter {

    /** An answer about samples of which nothing more is known. */
    void print(Prediction prediction);

    /** An answer about a moment of a recorded drive, next to what was measured. */
    void print(AskedMoment moment, Prediction prediction);

    /** All has been printed. */
    void end();
}
