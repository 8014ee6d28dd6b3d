package dev.wayside.api.http.exchange;

/**
 * Problem details as they go over the wire (RFC 9457).
 *
 * @param type URI reference of the kind of problem; {@link ProblemType} lists them
 * @param title the kind in words
 * @param status HTTP status
 * @param detail what went wrong this time, naming the field
 */
public record Problem(String type, String title, int status, String detail) {

    public static final String CONTENT_TYPE = "application/problem+json";
}
