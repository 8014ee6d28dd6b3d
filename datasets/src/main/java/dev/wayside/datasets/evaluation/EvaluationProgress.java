package dev.wayside.datasets.evaluation;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** The progress of an evaluation, on a terminal only. */
final class EvaluationProgress implements AutoCloseable {

    private final boolean onTerminal;
    private @Nullable ProgressBar bar;

    EvaluationProgress(boolean onTerminal) {
        this.onTerminal = onTerminal;
    }

    /** A new part begins. */
    void start(String part, int steps) {
        close();
        if (onTerminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName(part)
                    .setInitialMax(steps)
                    .setStyle(ProgressBarStyle.ASCII)
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    void step() {
        ProgressBar current = bar;
        if (current != null) {
            current.step();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
