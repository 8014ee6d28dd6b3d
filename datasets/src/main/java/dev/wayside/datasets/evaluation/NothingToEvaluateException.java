package dev.wayside.datasets.evaluation;

/** A store that cannot be evaluated; the message says why and what to do. */
final class NothingToEvaluateException extends RuntimeException {

    NothingToEvaluateException(String message) {
        super(message);
    }
}
