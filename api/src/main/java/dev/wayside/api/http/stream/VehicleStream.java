package dev.wayside.api.http.stream;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.wayside.api.http.exchange.Problem;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import dev.wayside.api.http.exchange.StrictJson;
import dev.wayside.api.http.predict.ObservationRequest;
import dev.wayside.api.http.predict.PredictionResponse;
import dev.wayside.matcher.Prediction;
import io.javalin.websocket.WsCloseStatus;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * One connection of one vehicle, for all its carriers, and for the rows of its trip. Predictions that the vehicle has
 * not yet taken give way to newer ones of the same carrier, and acknowledgements to newer ones of the same trip, so
 * that a slow one holds no more than one of each.
 */
final class VehicleStream {

    /** Chosen: more than any vehicle has modems. */
    private static final int MAX_CARRIERS = 16;

    private static final String PROBLEM = "";
    /** Before the id of a trip: no carrier begins with it. */
    private static final String TRIP = "\0";

    private final Session session;
    private final Supplier<CarrierStream> newCarrier;
    private final int lookAheadMillis;
    private final StreamRate rate;
    private final StreamTrips trips;
    private final Optional<String> owner;
    private final Map<String, CarrierStream> carriers = new HashMap<>();
    private final Map<String, PredictionResponse> last = new HashMap<>();

    /** Messages to send, by carrier; guarded by itself, as is {@link #isSending}. */
    private final Map<String, StreamMessage> waiting = new LinkedHashMap<>();

    private boolean isSending;

    /** @param owner the owner of trips; empty if the client may send none */
    VehicleStream(
            Session session,
            Supplier<CarrierStream> newCarrier,
            int lookAheadMillis,
            StreamRate rate,
            StreamTrips trips,
            Optional<String> owner) {
        this.session = session;
        this.newCarrier = newCarrier;
        this.lookAheadMillis = lookAheadMillis;
        this.rate = rate;
        this.trips = trips;
        this.owner = owner;
    }

    /** Takes a message; messages of one connection come one after the other. */
    void accept(String message) {
        rate.check();
        StreamRequest samples = StrictJson.read(message.getBytes(StandardCharsets.UTF_8), StreamRequest.class);
        if (samples.isOfTrip()) {
            send(TRIP + samples.trip(), StreamMessage.of(samples.appendTo(trips, requireOwner())));
            return;
        }
        String carrier = samples.carrier();
        if (carrier == null) {
            throw ProblemException.invalid("the message.carrier is missing");
        }
        PredictionResponse response = predict(carrier(carrier), samples);
        if (!response.equals(last.put(carrier, response))) {
            send(carrier, StreamMessage.of(response));
        }
    }

    private String requireOwner() {
        return owner.orElseThrow(() -> new ProblemException(
                ProblemType.INSUFFICIENT_SCOPE, "rows of a trip need a token with the scope ingest"));
    }

    private PredictionResponse predict(CarrierStream stream, StreamRequest samples) {
        Prediction prediction = stream.predict(samples);
        ObservationRequest observation = samples.observation();
        return PredictionResponse.of(
                prediction,
                observation.askedCell(),
                lookAheadMillis,
                quantity -> observation.wantsBands() ? stream.band(prediction, quantity) : Optional.empty());
    }

    /** True if it has exceeded its rate for too long. */
    boolean isExhausted() {
        return rate.isExhausted();
    }

    /** The service goes; the vehicle may connect to it again when it is back. */
    void end() {
        forgetWaiting();
        session.close(WsCloseStatus.GOING_AWAY.getCode(), "the service stops", Callback.NOOP);
    }

    /** Before it is closed: what would be sent after that could only fail. */
    void forgetWaiting() {
        synchronized (waiting) {
            waiting.clear();
        }
    }

    void refuse(Problem problem) {
        send(PROBLEM, StreamMessage.of(problem));
    }

    private CarrierStream carrier(String name) {
        if (!carriers.containsKey(name) && carriers.size() == MAX_CARRIERS) {
            throw ProblemException.invalid("more than " + MAX_CARRIERS + " carriers on one connection; open another");
        }
        return carriers.computeIfAbsent(name, carrier -> newCarrier.get());
    }

    private void send(String carrier, StreamMessage message) {
        synchronized (waiting) {
            waiting.remove(carrier);
            waiting.put(carrier, message);
            if (isSending) {
                return;
            }
            isSending = true;
        }
        sendNext();
    }

    private void sendNext() {
        nextWaiting()
                .ifPresent(message -> session.sendText(
                        new String(StrictJson.write(message), StandardCharsets.UTF_8),
                        Callback.from(this::sendNext, failure -> session.disconnect())));
    }

    private Optional<StreamMessage> nextWaiting() {
        synchronized (waiting) {
            Iterator<StreamMessage> oldest = waiting.values().iterator();
            isSending = oldest.hasNext();
            if (!isSending) {
                return Optional.empty();
            }
            StreamMessage message = oldest.next();
            oldest.remove();
            return Optional.of(message);
        }
    }
}
