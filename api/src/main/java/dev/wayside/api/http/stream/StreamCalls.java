package dev.wayside.api.http.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.wayside.api.http.access.AccessControl;
import dev.wayside.api.http.access.Admission;
import dev.wayside.api.http.access.StreamProtocol;
import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.api.http.exchange.Problem;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import dev.wayside.api.http.exchange.RequestId;
import dev.wayside.api.http.monitor.AnsweredRequests;
import dev.wayside.kvstore.HistoryStoreException;
import io.javalin.http.Context;
import io.javalin.websocket.WsCloseStatus;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsMessageContext;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /v1/stream} as a WebSocket: samples and rows in as they are measured, predictions out as they change, one
 * connection for all carriers of a vehicle.
 */
public final class StreamCalls {

    private static final Logger LOG = LoggerFactory.getLogger(StreamCalls.class);
    private static final String PATH = "/v1/stream";
    private static final int SWITCHING_PROTOCOLS = 101;
    /** Chosen: less than the usual timeouts of proxies, 60 s. */
    private static final int PING_SECONDS = 30;
    /** Three pings without an answer: the connection is closed. */
    private static final Duration IDLE = Duration.ofSeconds(3 * PING_SECONDS + 5);

    /** Chosen: 10,000 samples of up to 10 characters. */
    private static final int MAX_MESSAGE_BYTES = 100_000;

    private final Supplier<CarrierStream> carriers;
    private final int lookAheadMillis;
    private final Admission admission;
    private final AnsweredRequests answered;
    private final StreamTrips trips;
    private final Map<String, VehicleStream> vehicles = new ConcurrentHashMap<>();
    private volatile boolean isEnding;

    /**
     * Streams, none of them open yet.
     *
     * @param carriers makes what follows one carrier of one vehicle
     * @param trips takes the rows of trips
     */
    public StreamCalls(
            Supplier<CarrierStream> carriers,
            int lookAheadMillis,
            Admission admission,
            AnsweredRequests answered,
            StreamTrips trips) {
        this.carriers = carriers;
        this.lookAheadMillis = lookAheadMillis;
        this.admission = admission;
        this.answered = answered;
        this.trips = trips;
    }

    /**
     * Checks a handshake before the router accepts it.
     *
     * @throws ProblemException if the caller may not, or is a page of another site, which browsers let connect
     */
    public void beforeUpgrade(Context context) {
        long startedNanos = System.nanoTime();
        RequestId.assign(context);
        try {
            admission.admitStream(context);
            record(context, SWITCHING_PROTOCOLS, startedNanos);
        } catch (ProblemException e) {
            refuse(context, e.problem());
            record(context, e.problem().status(), startedNanos);
            throw e;
        }
    }

    /** The router writes no body, and has named the first protocol, which may be the token, as selected. */
    private static void refuse(Context context, Problem problem) {
        HttpServletResponse response = context.res();
        response.setHeader(StreamProtocol.HEADER, null);
        try {
            Exchange.send(response, problem);
        } catch (IOException e) {
            LOG.debug("the client left before it was refused", e);
        }
    }

    /** The router tells its logger of no request that is to become a stream. */
    private void record(Context context, int status, long startedNanos) {
        answered.recordHandshake(context, PATH, status, Duration.ofNanos(System.nanoTime() - startedNanos));
    }

    /** Answers a plain {@code GET} with the request to upgrade. */
    public static void withoutUpgrade(Context context) {
        context.header("Upgrade", "websocket").header("Connection", "Upgrade");
        throw new ProblemException(
                ProblemType.UPGRADE_REQUIRED,
                "this path speaks WebSocket (RFC 6455); connect to it by ws:// or wss:// with a WebSocket client");
    }

    /** The router makes a session for every stream, to which nobody comes back. */
    public static void forgetSession(Context context) {
        HttpSession session = context.req().getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    public void configure(WsConfig stream) {
        stream.onConnect(this::connected);
        stream.onMessage(this::onMessage);
        stream.onBinaryMessage(
                message -> message.closeSession(WsCloseStatus.UNSUPPORTED_DATA, "messages are JSON texts"));
        stream.onClose(closed -> vehicles.remove(closed.sessionId()));
        stream.onError(failed -> vehicles.remove(failed.sessionId()));
    }

    public int connections() {
        return vehicles.size();
    }

    private void connected(WsConnectContext context) {
        context.session.setIdleTimeout(IDLE);
        context.session.setMaxTextMessageSize(MAX_MESSAGE_BYTES);
        context.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
        VehicleStream vehicle = new VehicleStream(
                context.session,
                carriers,
                lookAheadMillis,
                new StreamRate(admission.rate(), AccessControl.client(context)),
                trips,
                AccessControl.ingestOwner(context));
        vehicles.put(context.sessionId(), vehicle);
        if (isEnding) {
            vehicle.end();
        }
    }

    /** Closes all streams, and from now on each that opens: the server waits for them before it stops. */
    public void end() {
        isEnding = true;
        vehicles.values().forEach(VehicleStream::end);
    }

    private void onMessage(WsMessageContext message) {
        VehicleStream vehicle = vehicles.get(message.sessionId());
        if (vehicle == null) {
            return;
        }
        try {
            vehicle.accept(message.message());
        } catch (ProblemException e) {
            vehicle.refuse(e.problem());
            if (vehicle.isExhausted()) {
                vehicles.remove(message.sessionId());
                vehicle.forgetWaiting();
                message.closeSession(WsCloseStatus.POLICY_VIOLATION, "more messages than the rate allows for too long");
            }
        } catch (HistoryStoreException | IllegalStateException e) {
            LOG.error("cannot answer a message of a stream", e);
            vehicle.refuse(ProblemType.INTERNAL_ERROR.with("the service failed to answer; its log says why"));
        }
    }
}
