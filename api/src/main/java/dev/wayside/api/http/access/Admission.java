package dev.wayside.api.http.access;

import java.util.Set;

import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.RequestId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The checks before every call: the name it is called by, the caller's token, the page it comes from, the rate. */
public final class Admission {

    private final HostNames names;
    private final AccessControl access;
    private final RateLimit rate;

    public Admission(HostNames names, AccessControl access, RateLimit rate) {
        this.names = names;
        this.access = access;
        this.rate = rate;
    }

    /** Registers the checks; routes are to be registered after it. */
    public void register(RoutesConfig routes) {
        routes.before(RequestId::assign);
        routes.before(names::check);
        routes.beforeMatched(access::check);
        routes.beforeMatched(PageOrigin::checkChange);
        routes.beforeMatched(rate::check);
    }

    /**
     * Checks a request that is to become a stream, which the checks above do not see.
     *
     * @throws ProblemException if the caller may not open one, or is a page of another site, which browsers let connect
     */
    public void admitStream(Context context) {
        names.check(context);
        StreamProtocol.requireOwn(context);
        access.require(Set.of(Scope.QUERY), context);
        rate.spend(context);
        access.remember(context);
        PageOrigin.requireOwn(context);
    }

    /** The rate that requests and messages of streams share. */
    public RateLimit rate() {
        return rate;
    }
}
