package dev.wayside.api.http.exchange;

import java.nio.ByteBuffer;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Problem details for what the server refuses before any route sees it: broken requests, headers that are too long. */
public final class ServerProblems extends ErrorHandler {

    /** Left alone, only some methods would get more than a status. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        String title = HttpStatus.getMessage(code);
        // The server's own messages may show internals, so only those about a broken request are passed on.
        String detail = code < HttpStatus.INTERNAL_SERVER_ERROR_500 && message != null ? message : title;
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
        // The server may close the connection after a broken request: a client that does not know loses its next
        // request.
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        byte[] body = StrictJson.write(ProblemType.of(code, detail));
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
