package dev.wayside.datasets.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * What has been scored so far, a line each in a file, so that an evaluation that was stopped goes on where it was. What
 * was kept for another store or other options is thrown away; a last line cut short is scored again.
 */
final class ScoredTargets {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable Path file;
    private final Map<String, String> kept = new LinkedHashMap<>();

    /** One target, with its plots if it has any. */
    record Quantity(EvaluationReport.QuantityResult result, EvaluationReport.@Nullable Route route) {}

    private record Line(String target, String result) {}

    private ScoredTargets(@Nullable Path file) {
        this.file = file;
    }

    /** Keeps nothing. */
    static ScoredTargets forgetful() {
        return new ScoredTargets(null);
    }

    /**
     * Kept in a file.
     *
     * @param subject tells one store and its options from another
     */
    static ScoredTargets in(Path file, String subject) throws IOException {
        ScoredTargets scored = new ScoredTargets(file);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                scored.keep(line);
            }
        }
        if (!subject.equals(scored.kept.get("subject"))) {
            scored.kept.clear();
            Files.deleteIfExists(file);
            scored.append(new Line("subject", subject));
        }
        return scored;
    }

    private void keep(String text) {
        try {
            Line line = JSON.readValue(text, Line.class);
            kept.put(line.target(), line.result());
        } catch (JsonProcessingException e) {
            // Cut short when it was written: as if it had not been.
            return;
        }
    }

    /** How many targets need not be scored again. */
    int size() {
        return Math.max(0, kept.size() - 1);
    }

    Quantity quantity(Target target, Supplier<Quantity> score) throws IOException {
        return find(target.quantity() + " " + target.horizon().name(), Quantity.class, score);
    }

    EvaluationReport.EventResult event(EventKind kind, Horizon horizon, Supplier<EvaluationReport.EventResult> score)
            throws IOException {
        return find(kind + " " + horizon.name(), EvaluationReport.EventResult.class, score);
    }

    /** The report is written: nothing of it needs to be kept. */
    void forget() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    private <T> T find(String target, Class<T> type, Supplier<T> score) throws IOException {
        String known = kept.get(target);
        if (known != null) {
            return JSON.readValue(known, type);
        }
        T scored = score.get();
        append(new Line(target, JSON.writeValueAsString(scored)));
        return scored;
    }

    private void append(Line line) throws IOException {
        if (file != null) {
            Files.writeString(
                    file,
                    JSON.writeValueAsString(line) + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
