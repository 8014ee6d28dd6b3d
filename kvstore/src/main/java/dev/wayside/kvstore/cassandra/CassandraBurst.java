package dev.wayside.kvstore.cassandra;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Statement;

/**
 * A group of requests. After the first failure it sends no more, and the caller waits until all requests have ended.
 * For one thread.
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

    /** Waits for all requests; then throws the first failure, if any. */
    void await() {
        session.joinAll(sent);
    }
}
