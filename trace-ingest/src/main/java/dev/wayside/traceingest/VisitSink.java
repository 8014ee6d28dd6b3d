package dev.wayside.traceingest;

import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.Visit;

/** Takes what is made of traces. */
interface VisitSink {

    /** A stretch of a visit, complete with its look-ahead. */
    void visit(Visit visit);

    /** A handover; comes once, and need not come in order. */
    void handover(Handover handover);

    /** A trace has come to its end. */
    void traceEnded();
}
