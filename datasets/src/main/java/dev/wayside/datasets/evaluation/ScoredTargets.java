package dev.wayside.datasets.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.datasets.estimate.EventKind;
import dev.wayside.datasets.estimate.Horizon;
import dev.wayside.datasets.estimate.Target;
import org.jspecify.annotations.Nullable;

/**
 * Scores so far, one per line of a file, so that a stopped evaluation can continue. Each line says of which store and
 * options it is, and counts for these only; one that cannot be read is scored again.
 */
final class ScoredTargets {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable Path file;
    private final String subject;
    private final Map<String, String> kept = new LinkedHashMap<>();

    /** One target, with its plots if it has any. */
    record Quantity(EvaluationReport.QuantityResult result, EvaluationReport.@Nullable Route route) {}

    private record Line(String subject, String target, String result) {}

    private ScoredTargets(@Nullable Path file, String subject) {
        this.file = file;
        this.subject = subject;
    }

    /** Keeps nothing. */
    static ScoredTargets forgetful() {
        return new ScoredTargets(null, "");
    }

    /**
     * Kept in a file.
     *
     * @param subject tells one store and its options from another
     */
    static ScoredTargets in(Path file, String subject) throws IOException {
        ScoredTargets scored = new ScoredTargets(file, subject);
        if (Files.exists(file)) {
            // Not as strictly as readAllLines: it may end in the middle of a character.
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().forEach(scored::keep);
        }
        return scored;
    }

    private void keep(String text) {
        try {
            Line line = JSON.readValue(text, Line.class);
            if (line != null && subject.equals(line.subject())) {
                kept.put(line.target(), line.result());
            }
        } catch (JsonProcessingException e) {
            // Cut short when it was written, or of another version: as if it had not been.
            return;
        }
    }

    /** Number of targets that need not be scored again. */
    int size() {
        return kept.size();
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
        T known = known(target, type);
        if (known != null) {
            return known;
        }
        T scored = score.get();
        append(new Line(subject, target, JSON.writeValueAsString(scored)));
        return scored;
    }

    private <T> @Nullable T known(String target, Class<T> type) {
        String known = kept.get(target);
        try {
            return known == null ? null : JSON.readValue(known, type);
        } catch (JsonProcessingException e) {
            // Of another version.
            return null;
        }
    }

    /** After a line break, so that a line cut short spoils no other. */
    private void append(Line line) throws IOException {
        if (file != null) {
            Files.writeString(
                    file,
                    System.lineSeparator() + JSON.writeValueAsString(line),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
