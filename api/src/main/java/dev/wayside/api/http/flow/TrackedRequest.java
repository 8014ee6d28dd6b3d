package dev.wayside.api.http.flow;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request that knows whether its body was read to the end. */
class TrackedRequest extends Request.Wrapper {

    private volatile boolean isRead;

    TrackedRequest(Request request) {
        super(request);
    }

    @Override
    public Content.@Nullable Chunk read() {
        Content.Chunk chunk = super.read();
        isRead |= chunk != null && chunk.isLast();
        return chunk;
    }

    boolean isRead() {
        return isRead;
    }

    /** True if the client may be in the middle of its body; one with {@code Expect} sends none after a refusal. */
    boolean mayStillSend() {
        return !isRead()
                && (getHeaders().contains(HttpHeader.CONTENT_LENGTH)
                        || getHeaders().contains(HttpHeader.TRANSFER_ENCODING))
                && !getHeaders().contains(HttpHeader.EXPECT);
    }
}
