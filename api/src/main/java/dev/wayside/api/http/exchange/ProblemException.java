package dev.wayside.api.http.exchange;

/** A problem that ends the handling of a request, and that the client can fix. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;

    public ProblemException(ProblemType type, String detail) {
        super(detail);
        this.type = type;
    }

    public static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }

    public ProblemType type() {
        return type;
    }

    public Problem problem() {
        return type.with(String.valueOf(getMessage()));
    }
}
