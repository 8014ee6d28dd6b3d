package dev.wayside.traceingest.assembly;

import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.Visit;

/** The receiver of visits and handovers. */
public interface VisitSink {

    /** A stretch of a visit, complete with its look-ahead. */
    void visit(Visit visit);

    /** A handover; each is delivered once, in any order. */
    void handover(Handover handover);

    /** A trace has come to its end. */
    void traceEnded();
}
