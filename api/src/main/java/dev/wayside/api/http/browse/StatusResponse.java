package dev.wayside.api.http.browse;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import dev.wayside.api.http.ingest.IngestResponse;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.StoreStatistics;
import dev.wayside.kvstore.StoreStatistics.CarrierStatistics;
import org.jspecify.annotations.Nullable;

/**
 * The content of the store.
 *
 * @param settings what was fixed when the store was created
 * @param carriers per carrier, in order
 * @param diskBytes bytes on disk; 0 where the store cannot tell
 * @param countedAt when the carriers were counted, RFC 3339
 * @param ingest what was written through this service
 */
record StatusResponse(
        SettingsResponse settings,
        List<CarrierResponse> carriers,
        long diskBytes,
        String countedAt,
        IngestResponse ingest) {

    static StatusResponse of(
            StoreSettings settings,
            StoreStatistics counted,
            Map<String, NewestVisit> newest,
            Instant countedAt,
            IngestActivity.Snapshot activity) {
        return new StatusResponse(
                SettingsResponse.of(settings),
                counted.carriers().stream()
                        .map(carrier -> CarrierResponse.of(carrier, newest.get(carrier.carrier())))
                        .toList(),
                counted.diskBytes(),
                countedAt.toString(),
                IngestResponse.of(activity));
    }

    /** The grid, the windows and the zone of the store. */
    record SettingsResponse(
            int sampleIntervalMillis, int windowLength, int windowStride, int lookAheadMillis, String zone) {

        static SettingsResponse of(StoreSettings settings) {
            return new SettingsResponse(
                    settings.sampleIntervalMillis(),
                    settings.windowLength(),
                    settings.windowStride(),
                    settings.lookAheadMillis(),
                    settings.zone().toString());
        }
    }

    /** One carrier; {@code newestVisit} is the one that ended last. */
    record CarrierResponse(
            String carrier,
            long cells,
            List<String> days,
            long traces,
            long visits,
            long samples,
            long windows,
            Map<HandoverKind, Long> handovers,
            @Nullable NewestVisitResponse newestVisit) {

        static CarrierResponse of(CarrierStatistics carrier, @Nullable NewestVisit newest) {
            return new CarrierResponse(
                    carrier.carrier(),
                    carrier.cells(),
                    carrier.days().stream().map(LocalDate::toString).toList(),
                    carrier.traces(),
                    carrier.visits(),
                    carrier.samples(),
                    carrier.windows(),
                    carrier.handovers(),
                    newest == null ? null : NewestVisitResponse.of(newest));
        }
    }

    /** Cell and times of a visit; times are RFC 3339. */
    record NewestVisitResponse(String cell, String start, String end) {

        static NewestVisitResponse of(NewestVisit visit) {
            return new NewestVisitResponse(
                    visit.cell().cellId(),
                    Instant.ofEpochMilli(visit.startEpochMillis()).toString(),
                    Instant.ofEpochMilli(visit.endEpochMillis()).toString());
        }
    }

    /** Written since the service started; what is written again counts again. */
    record IngestResponse(
            String since,
            long visits,
            long samples,
            long windows,
            long handovers,
            @Nullable String lastWrite) {

        static IngestResponse of(IngestActivity.Snapshot activity) {
            boolean hasWritten = activity.lastWriteEpochMillis() >= 0;
            return new IngestResponse(
                    Instant.ofEpochMilli(activity.sinceEpochMillis()).toString(),
                    activity.visits(),
                    activity.samples(),
                    activity.windows(),
                    activity.handovers(),
                    hasWritten
                            ? Instant.ofEpochMilli(activity.lastWriteEpochMillis())
                                    .toString()
                            : null);
        }
    }
}
