package dev.wayside.relay.reload;

import java.util.ArrayList;
import java.util.List;

/**
 * The outcome of a reload that succeeded.
 *
 * @param applied changes in force now, a sentence each
 * @param atRestart settings that have changed in the file and need a restart, a sentence each
 */
public record ReloadReport(List<String> applied, List<String> atRestart) {

    /** Copies the lists. */
    public ReloadReport {
        applied = List.copyOf(applied);
        atRestart = List.copyOf(atRestart);
    }

    /** The lines of a report under construction. */
    public static final class Lines {

        private final List<String> applied = new ArrayList<>();
        private final List<String> atRestart = new ArrayList<>();

        public void applied(String line) {
            applied.add(line);
        }

        public void applied(String setting, Object before, Object after) {
            if (!before.equals(after)) {
                applied.add(setting + ": applied");
            }
        }

        public void atRestart(String setting, Object before, Object after) {
            if (!before.equals(after)) {
                atRestart.add(setting + ": has changed in the file and takes effect at a restart");
            }
        }

        public ReloadReport report() {
            return new ReloadReport(applied, atRestart);
        }
    }
}
