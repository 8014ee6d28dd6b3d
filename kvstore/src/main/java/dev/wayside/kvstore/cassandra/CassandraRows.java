package dev.wayside.kvstore.cassandra;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.wayside.kvstore.engine.OpenState;
import dev.wayside.kvstore.engine.StoredValues;
import org.jspecify.annotations.Nullable;

/** The rows of a statement, page by page. The next page is requested while one is read. For one thread. */
final class CassandraRows implements Iterator<Row> {

    private final CassandraSession session;
    private final Statement<?> statement;
    private @Nullable CompletableFuture<AsyncResultSet> coming;
    private @Nullable Iterator<Row> page;

    CassandraRows(CassandraSession session, Statement<?> statement) {
        this.session = session;
        this.statement = statement;
        this.coming = session.submit(statement);
    }

    /** A stream that keeps the store open until it is closed. */
    static <T> Stream<T> stream(OpenState state, Supplier<Iterator<T>> begin) {
        OpenState.Lease lease = state.enter();
        try {
            return StreamSupport.stream(Spliterators.spliteratorUnknownSize(begin.get(), Spliterator.ORDERED), false)
                    .onClose(lease::close);
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /** The decoded rows. A row that cannot be decoded means a damaged store. */
    <T> Iterator<T> decoded(Function<Row, T> decode) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return CassandraRows.this.hasNext();
            }

            @Override
            public T next() {
                Row row = CassandraRows.this.next();
                return StoredValues.decoding(() -> decode.apply(row));
            }
        };
    }

    @Override
    public boolean hasNext() {
        while (page == null || !page.hasNext()) {
            if (coming == null) {
                return false;
            }
            AsyncResultSet arrived = session.join(coming);
            // A new request rather than a follow-up, so that a lost page is requested again too.
            coming = arrived.hasMorePages()
                    ? session.submit(
                            statement.setPagingState(arrived.getExecutionInfo().getPagingState()))
                    : null;
            page = arrived.currentPage().iterator();
        }
        return true;
    }

    @Override
    public Row next() {
        if (!hasNext() || page == null) {
            throw new NoSuchElementException();
        }
        return page.next();
    }
}
