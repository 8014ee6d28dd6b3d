package dev.wayside.fusion;

import java.util.OptionalDouble;

/** The property of a source that predicts its error. */
public enum ErrorPredictor {
    /** The confidence: errors fall as it rises. */
    CONFIDENCE(false) {
        @Override
        OptionalDouble of(Source source) {
            return source.confidence();
        }
    },
    /** The stated variance: errors rise with it. */
    VARIANCE(true) {
        @Override
        OptionalDouble of(Source source) {
            return source.variance();
        }
    },
    /** Standard deviation over magnitude, for errors in the logarithmic domain; unknown for a value of 0. */
    COEFFICIENT_OF_VARIATION(true) {
        @Override
        OptionalDouble of(Source source) {
            if (source.variance().isEmpty() || source.value() == 0) {
                return OptionalDouble.empty();
            }
            double ratio = Math.sqrt(source.variance().getAsDouble()) / Math.abs(source.value());
            return OptionalDouble.of(Math.min(Limits.MAX_VALUE, ratio));
        }
    };

    private final boolean errorsRise;

    ErrorPredictor(boolean errorsRise) {
        this.errorsRise = errorsRise;
    }

    boolean errorsRise() {
        return errorsRise;
    }

    abstract OptionalDouble of(Source source);
}
