package dev.wayside.peers;

import dev.wayside.matcher.search.NearestVisits;
import org.jspecify.annotations.Nullable;

/** Queries of a service that follows vehicles: each query with the last answer, the first of a drive with none. */
final class Following {

    private final OwnSearch search;
    private final boolean[] startsDrive;
    private @Nullable NearestVisits earlier;

    Following(OwnSearch search, Windows queries) {
        this.search = search;
        this.startsDrive = new boolean[queries.count()];
        for (int query = 0; query < startsDrive.length; query++) {
            startsDrive[query] = queries.startsSeries(query);
        }
    }

    /** Answers a query; queries come in order. */
    NearestVisits next(int query) {
        NearestVisits nearest = search.nearest(query, startsDrive[query] ? null : earlier);
        earlier = nearest;
        return nearest;
    }
}
