package dev.wayside.api.http.flow;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import dev.wayside.api.http.exchange.Problem;
import dev.wayside.api.http.exchange.StrictJson;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The handler before the router. It never blocks, so that the threads of the sockets serve all of them; calls run in
 * {@link CallThreads}.
 */
public final class RequestFlow extends Handler.Wrapper {

    /** Name of a connector that is for health and metrics alone. */
    public static final String MONITOR_CONNECTOR = "monitor";

    /** Chosen: a small part of the deadline. */
    private static final int LOOK_MILLIS = 50;
    /** Chosen: a client that asks again at once is slowed, and a proxy hardly notices. */
    private static final int MIN_PAUSE_MILLIS = 250;
    /** Chosen: refusing that number a second takes a small part of the time of one core. */
    private static final int MAX_REFUSED_PER_MILLI = 1;

    private static final int MILLIS_PER_SECOND = 1_000;

    private final Function<Request, String> owners;
    private final int maxBodyBytes;
    private final CallThreads threads = new CallThreads();
    private final MemoryShare bodies = MemoryShare.ofHeap();
    private final MemoryShare answers = MemoryShare.ofHeap();
    private final Sheds sheds = new Sheds();
    private final WorkQueue calls = new WorkQueue(CallThreads.CALLS, threads.calls());
    private final AtomicInteger paused = new AtomicInteger();
    private final LongWork longWork;
    private final SharedPlaces ingestPlaces =
            new SharedPlaces(CallThreads.INGEST_PLACES, sheds, ShedReason.INGEST, ShedReason.INGEST_SHARE);

    /**
     * A flow before a router that is set later.
     *
     * @param owners the token or address whose share of the service a request uses
     * @param maxBodyBytes of bodies that are read before the call
     * @param firstNanosPerUnit time of a unit of estimated work, until it is learned
     */
    public RequestFlow(Function<Request, String> owners, int maxBodyBytes, double firstNanosPerUnit) {
        this.owners = owners;
        this.maxBodyBytes = maxBodyBytes;
        this.longWork = new LongWork(CallThreads.CALLS / 2, sheds, firstNanosPerUnit);
    }

    /** The places for bodies of traces. */
    public SharedPlaces ingestPlaces() {
        return ingestPlaces;
    }

    /** The refusals for load. */
    public Sheds sheds() {
        return sheds;
    }

    /** The places of calls that take long. */
    public LongWork longWork() {
        return longWork;
    }

    /** Requests that wait for a thread. */
    public int waitingRequests() {
        return calls.waiting();
    }

    /** Bytes of answers that wait for their readers. */
    public long waitingAnswerBytes() {
        return answers.bytes();
    }

    /** Bytes of bodies that were read and whose calls have not ended. */
    public long bodyBytes() {
        return bodies.bytes();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lookLater();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        threads.close();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        TrackedRequest tracked = new TrackedRequest(request);
        HandedAnswer answer = new HandedAnswer(tracked, response, answers, sheds);
        Lane lane = Lane.of(request);
        if (!lane.isForMonitors() && isOfMonitors(request)) {
            Response.writeError(
                    request, response, callback, HttpStatus.NOT_FOUND_404, "only health and metrics are here");
            return true;
        }
        switch (lane) {
            case PROBE -> threads.probes().execute(() -> serve(tracked, answer, ended(tracked, answer, callback)));
            case MONITOR -> threads.monitors().execute(() -> serve(tracked, answer, ended(tracked, answer, callback)));
            case STREAM -> call(request, () -> serve(request, response, callback), tracked, answer, callback);
            case INGEST -> ingest(tracked, answer, callback);
            case CALL -> readThenCall(tracked, answer, callback);
        }
        return true;
    }

    private static boolean isOfMonitors(Request request) {
        return MONITOR_CONNECTOR.equals(
                request.getConnectionMetaData().getConnector().getName());
    }

    private void ingest(TrackedRequest tracked, HandedAnswer answer, Callback callback) {
        if (!threads.tryIngest(() -> serve(tracked, answer, ended(tracked, answer, callback)))) {
            shed(ShedReason.INGEST, tracked, answer, callback);
        }
    }

    /** Bodies that are announced too large are refused without being read. */
    private void readThenCall(TrackedRequest tracked, HandedAnswer answer, Callback callback) {
        if (tracked.getLength() > maxBodyBytes) {
            call(tracked, () -> serve(tracked, answer, ended(tracked, answer, callback)), tracked, answer, callback);
            return;
        }
        new WholeBody(tracked, maxBodyBytes, bodies, body -> {
                    Callback released = Callback.from(callback, body::release);
                    if (body.wasLetGo()) {
                        shed(ShedReason.BODY_MEMORY, tracked, answer, released);
                    } else {
                        Callback ended = ended(tracked, answer, released);
                        call(tracked, () -> serve(body, answer, ended), tracked, answer, released);
                    }
                })
                .run();
    }

    private void call(Request request, Runnable task, TrackedRequest tracked, HandedAnswer answer, Callback callback) {
        calls.submit(
                new WorkQueue.Work(owners.apply(request), task, reason -> shed(reason, tracked, answer, callback)));
    }

    private void serve(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable e) {
            Response.writeError(request, response, callback, e);
        }
    }

    /** After the call the answer is written, and a client that was answered in the middle of its body may end it. */
    private static Callback ended(TrackedRequest tracked, HandedAnswer answer, Callback callback) {
        return Callback.from(
                () -> answer.whenWritten(Callback.from(
                        () -> {
                            if (tracked.mayStillSend()) {
                                new RestOfBody(tracked, callback).discard();
                            } else {
                                callback.succeeded();
                            }
                        },
                        callback::failed)),
                callback::failed);
    }

    /** Refuses at once; the connection's next request is read after a pause, which is longer if there are many. */
    private void shed(ShedReason reason, TrackedRequest tracked, HandedAnswer answer, Callback callback) {
        sheds.count(reason);
        int pauseMillis = Math.max(MIN_PAUSE_MILLIS, paused.incrementAndGet() / MAX_REFUSED_PER_MILLI);
        if (tracked.mayStillSend()) {
            answer.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        Problem problem = reason.type().with(reason.detail());
        answer.setStatus(problem.status());
        answer.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
        answer.getHeaders().put(HttpHeader.RETRY_AFTER, 1 + pauseMillis / MILLIS_PER_SECOND);
        Callback ended = ended(tracked, answer, callback);
        answer.write(
                true,
                ByteBuffer.wrap(StrictJson.write(problem)),
                Callback.from(() -> endLater(ended, pauseMillis), failure -> {
                    paused.decrementAndGet();
                    ended.failed(failure);
                }));
    }

    private void endLater(Callback ended, int pauseMillis) {
        getServer()
                .getScheduler()
                .schedule(
                        () -> {
                            paused.decrementAndGet();
                            ended.succeeded();
                        },
                        pauseMillis,
                        TimeUnit.MILLISECONDS);
    }

    private void lookLater() {
        getServer()
                .getScheduler()
                .schedule(
                        () -> {
                            if (isRunning()) {
                                calls.refuseExpired();
                                lookLater();
                            }
                        },
                        LOOK_MILLIS,
                        TimeUnit.MILLISECONDS);
    }
}
