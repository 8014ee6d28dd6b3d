package dev.wayside.kvstore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Statement;

/**
 * Requests that belong together: once one has failed no more are sent, and nobody goes on before all that were sent
 * have ended. For one thread.
 */
final class CassandraBurst {

    private final CassandraSession session;
    private final List<CompletableFuture<AsyncResultSet>> sent = new ArrayList<>();
    private volatile boolean failed;

    CassandraBurst(CassandraSession session) {
        this.session = session;
    }

    void submit(Statement<?> statement) {
        if (!failed) {
            sent.add(session.submit(statement).whenComplete((rows, failure) -> {
                if (failure != null) {
                    failed = true;
                }
            }));
        }
    }

    /** Waits for all; then throws the first failure, if there was one. */
    void await() {
        session.joinAll(sent);
    }
}
