package dev.wayside.api.http.monitor;

import java.time.LocalDate;

import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;
import dev.wayside.kvstore.Visit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counters of what goes into the store and out of it. */
final class WrittenCounts implements HistoryListener {

    private final Counter visits;
    private final Counter samples;
    private final Counter handovers;
    private final Counter deletedDays;

    WrittenCounts(MeterRegistry registry) {
        visits = counter(registry, "wayside.store.visits.written", "Stretches of visits written");
        samples = counter(registry, "wayside.store.samples.written", "RSRP samples written");
        handovers = counter(registry, "wayside.store.handovers.written", "Handovers written");
        deletedDays = counter(registry, "wayside.store.days.deleted", "Days of carriers deleted");
    }

    @Override
    public void written(HistoryBatch batch) {
        visits.increment(batch.visits().size());
        handovers.increment(batch.handovers().size());
        for (Visit visit : batch.visits()) {
            samples.increment(visit.signal().rsrp().length());
        }
    }

    @Override
    public void dayDeleted(String carrier, LocalDate day) {
        deletedDays.increment();
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
