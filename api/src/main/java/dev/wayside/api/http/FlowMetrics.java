package dev.wayside.api.http;

import dev.wayside.api.http.flow.RequestFlow;
import dev.wayside.api.http.flow.SharedPlaces;
import dev.wayside.api.http.flow.ShedReason;
import dev.wayside.api.http.monitor.ServiceMetrics;

/** The metrics of what waits for clients, and of what is refused for load. */
final class FlowMetrics {

    private FlowMetrics() {}

    static void register(ServiceMetrics metrics, RequestFlow flow) {
        for (ShedReason reason : ShedReason.values()) {
            metrics.counter(
                    "wayside.sheds",
                    "Requests refused, and clients disconnected, for load",
                    "reason",
                    reason.label(),
                    flow.sheds(),
                    sheds -> sheds.of(reason));
        }
        metrics.gauge(
                "wayside.requests.waiting", "Requests that wait for a thread", flow, RequestFlow::waitingRequests);
        metrics.gauge(
                "wayside.requests.long",
                "Requests of long work that are being answered",
                flow.longWork().places(),
                SharedPlaces::inUse);
        metrics.gauge(
                "wayside.ingest.bodies",
                "Bodies of traces that are being read",
                flow.ingestPlaces(),
                SharedPlaces::inUse);
        metrics.gauge(
                "wayside.bodies.bytes", "Bytes of bodies whose calls have not ended", flow, RequestFlow::bodyBytes);
        metrics.gauge(
                "wayside.answers.waiting.bytes",
                "Bytes of answers that wait for their readers",
                flow,
                RequestFlow::waitingAnswerBytes);
    }
}
