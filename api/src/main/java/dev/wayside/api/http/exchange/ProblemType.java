package dev.wayside.api.http.exchange;

/** Kinds of error that a client can meet. The type of each is stable; titles and details are for people. */
public enum ProblemType {
    INVALID_REQUEST(400, "/problems/invalid-request", "The request is not valid"),
    MALFORMED_REQUEST(400, "/problems/malformed-request", "The request is not valid HTTP"),
    UNAUTHENTICATED(401, "/problems/unauthenticated", "A valid token is required"),
    INSUFFICIENT_SCOPE(403, "/problems/insufficient-scope", "The token lacks the scope"),
    CROSS_ORIGIN(403, "/problems/cross-origin", "Cross-origin request refused"),
    NOT_FOUND(404, "/problems/not-found", "Not found"),
    METHOD_NOT_ALLOWED(405, "/problems/method-not-allowed", "Method not allowed"),
    TOO_SLOW(408, "/problems/too-slow", "The request came too slowly"),
    NO_BACKUPS(409, "/problems/no-backups", "Backups are not available"),
    MAPPING_CONFLICT(409, "/problems/mapping-conflict", "The mapping cannot be changed"),
    TRIP_OF_OTHER_DEVICE(409, "/problems/trip-of-other-device", "The trip is of another device"),
    TRIP_ROWS_MISSING(409, "/problems/trip-rows-missing", "Rows before these are missing"),
    TRIP_ROWS_DIFFER(409, "/problems/trip-rows-differ", "A row differs from the stored one"),
    TRIP_CLOSED(409, "/problems/trip-closed", "The trip is closed"),
    CONTENT_TOO_LARGE(413, "/problems/content-too-large", "The body is too large"),
    URI_TOO_LONG(414, "/problems/uri-too-long", "The path and query are too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "/problems/unsupported-media-type", "The media type is not supported"),
    UNKNOWN_HOST(421, "/problems/unknown-host", "Host not allowed"),
    NOTHING_STORED(422, "/problems/nothing-stored", "No row could be stored"),
    UPGRADE_REQUIRED(426, "/problems/upgrade-required", "Upgrade to WebSocket required"),
    TOO_MANY_REQUESTS(429, "/problems/too-many-requests", "Too many requests"),
    HEADERS_TOO_LARGE(431, "/problems/headers-too-large", "The headers are too large"),
    INTERNAL_ERROR(500, "/problems/internal-error", "Internal error"),
    BUSY(503, "/problems/busy", "The service is busy"),
    STORE_UNAVAILABLE(503, "/problems/store-unavailable", "The store is not available"),
    SHUTTING_DOWN(503, "/problems/shutting-down", "The service is stopping"),
    HTTP_VERSION(505, "/problems/http-version", "The HTTP version is not supported");

    private final int status;
    private final String uri;
    private final String title;

    ProblemType(int status, String uri, String title) {
        this.status = status;
        this.uri = uri;
        this.title = title;
    }

    int status() {
        return status;
    }

    public Problem with(String detail) {
        return new Problem(uri, title, status, detail);
    }

    /** The problem for a request that the server below the routes refuses; the answer keeps its status. */
    static Problem of(int status, String detail) {
        ProblemType type = switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 408 -> TOO_SLOW;
            case 413 -> CONTENT_TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 426 -> UPGRADE_REQUIRED;
            case 431 -> HEADERS_TOO_LARGE;
            case 503 -> SHUTTING_DOWN;
            case 505 -> HTTP_VERSION;
            default -> status < INTERNAL_ERROR.status ? MALFORMED_REQUEST : INTERNAL_ERROR;
        };
        return new Problem(type.uri, type.title, status, detail);
    }
}
