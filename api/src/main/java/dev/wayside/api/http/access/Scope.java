package dev.wayside.api.http.access;

import java.util.Locale;

import io.javalin.security.RouteRole;

/** A permission of a token. */
public enum Scope implements RouteRole {
    /** Predictions, browsing, metrics. */
    QUERY,
    /** Sending traces and mappings. */
    INGEST,
    /** Deleting and backing up. */
    ADMIN;

    /** Name in the configuration file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
