package dev.wayside.api.http.monitor;

import java.time.Duration;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.matcher.CacheStatistics;
import dev.wayside.matcher.Matcher;
import io.javalin.http.Context;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Counters and timers of the service, for {@code GET /metrics}. Closed with the service. */
public final class ServiceMetrics implements AutoCloseable {

    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    /** From what an answer takes at best to where a caller has given up. */
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final MeterProvider<Timer> requests = Timer.builder("wayside.http.requests")
            .description("Requests by call and status")
            .serviceLevelObjectives(BUCKETS)
            .withRegistry(registry);

    public ServiceMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    public void follow(Matcher matcher) {
        cells(matcher, "hit", CacheStatistics::hits);
        cells(matcher, "miss", CacheStatistics::misses);
        FunctionCounter.builder(
                        "wayside.cells.evicted",
                        matcher,
                        of -> of.cacheStatistics().evictions())
                .description("Cells that made room for others in memory")
                .register(registry);
        Gauge.builder(
                        "wayside.cells.cached",
                        matcher,
                        of -> of.cacheStatistics().cells())
                .description("Cells in memory")
                .register(registry);
    }

    public void follow(HistoryStore store) {
        store.addListener(new WrittenCounts(registry));
    }

    /**
     * A gauge of something that goes up and down.
     *
     * @param name with dots, such as {@code wayside.streams}
     * @param of is held weakly: it must live as long as the service, or the gauge becomes NaN
     */
    public <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(description).register(registry);
    }

    /**
     * A counter of something that is counted elsewhere already.
     *
     * @param label name of its label
     * @param of is held weakly, as that of a gauge
     */
    public <T> void counter(
            String name, String description, String label, String labelValue, T of, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, of, value)
                .description(description)
                .tag(label, labelValue)
                .register(registry);
    }

    public void answered(Context context, Duration took) {
        answered(context.method().name(), AccessLog.call(context), context.statusCode(), took);
    }

    /**
     * Counts and times a request.
     *
     * @param call the route, of which there are few
     */
    public void answered(String method, String call, int status, Duration took) {
        // Clients can invent methods, and each label is kept forever.
        String known = METHODS.contains(method) ? method : "other";
        requests.withTags(Tags.of("method", known, "call", call, "status", Integer.toString(status)))
                .record(took);
    }

    public void scrape(Context context) {
        context.contentType(CONTENT_TYPE).result(registry.scrape());
    }

    private void cells(Matcher matcher, String result, ToDoubleFunction<CacheStatistics> count) {
        FunctionCounter.builder("wayside.cells.lookups", matcher, of -> count.applyAsDouble(of.cacheStatistics()))
                .description("Questions about a cell, by whether it was in memory")
                .tag("result", result)
                .register(registry);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
