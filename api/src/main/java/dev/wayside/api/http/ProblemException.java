package dev.wayside.api.http;

/** Ends the handling of a request with a problem that is the client's to solve. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;

    ProblemException(ProblemType type, String detail) {
        super(detail);
        this.type = type;
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }

    ProblemType type() {
        return type;
    }

    Problem problem() {
        return type.with(String.valueOf(getMessage()));
    }
}
