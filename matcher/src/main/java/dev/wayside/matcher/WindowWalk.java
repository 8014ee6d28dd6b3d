package dev.wayside.matcher;

import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the windows of a cell, each once. The stretches of a long visit overlap, so that every window lies whole
 * within one of them; a shorter one may then lie in two.
 */
final class WindowWalk {

    /** Told of each window, by its first sample within a stretch. */
    @FunctionalInterface
    interface Visitor {
        void visit(VisitSignal stretch, int offset);
    }

    private final int windowSamples;
    private final int stride;
    private @Nullable VisitKey previous;
    private int firstNewSample;

    WindowWalk(int windowSamples, int stride) {
        this.windowSamples = windowSamples;
        this.stride = stride;
    }

    /** Takes the stretches of a cell in the order of their keys. */
    void through(VisitSignal stretch, Visitor visitor) {
        VisitKey key = stretch.key();
        boolean continues = previous != null && isSameVisit(previous, key);
        int offset = continues ? Math.max(0, firstNewSample - key.firstSample()) : 0;
        for (; offset + windowSamples <= stretch.rsrp().length(); offset += stride) {
            visitor.visit(stretch, offset);
        }
        previous = key;
        firstNewSample = key.firstSample() + offset;
    }

    static boolean isSameVisit(VisitKey a, VisitKey b) {
        return a.visitNumber() == b.visitNumber() && a.trace().equals(b.trace());
    }
}
