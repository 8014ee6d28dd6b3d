package dev.wayside.traceingest.assembly;

import dev.wayside.kvstore.TraceId;
import dev.wayside.traceingest.row.LogRow;

/** The making of one trace's id, which may depend on its first rows. Used once. */
public interface TraceIdentity {

    /** Adds a row of the trace. */
    void add(LogRow row);

    /** True if further rows no longer change the id. */
    boolean isComplete();

    /** The id; to be called once. */
    TraceId toTraceId();
}
