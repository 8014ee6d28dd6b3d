package dev.wayside.api.http.flow;

import dev.wayside.api.http.access.AccessControl;
import dev.wayside.api.http.exchange.ProblemException;
import io.javalin.http.Context;

/** Places for calls, of which no client may hold all; a call without one is refused. Thread-safe. */
public final class SharedPlaces {

    private final FairPlaces places;
    private final Sheds sheds;
    private final ShedReason whenFull;
    private final ShedReason whenShareExceeded;

    SharedPlaces(int places, Sheds sheds, ShedReason whenFull, ShedReason whenShareExceeded) {
        this.places = new FairPlaces(places);
        this.sheds = sheds;
        this.whenFull = whenFull;
        this.whenShareExceeded = whenShareExceeded;
    }

    /**
     * Enters for a call, which leaves.
     *
     * @throws ProblemException if all places are in use, or the client has its share; there is nothing to leave then
     */
    public void enter(Context context) {
        switch (places.enter(AccessControl.client(context))) {
            case ENTERED -> {}
            case SHARE_EXCEEDED -> throw sheds.refuse(whenShareExceeded, context);
            case FULL -> throw sheds.refuse(whenFull, context);
        }
    }

    public void leave(Context context) {
        places.leave(AccessControl.client(context));
    }

    /** Calls that hold a place. */
    public int inUse() {
        return places.inUse();
    }
}
