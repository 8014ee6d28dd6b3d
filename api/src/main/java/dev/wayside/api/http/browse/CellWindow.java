package dev.wayside.api.http.browse;

import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;

/** A full-length window of a stored stretch. */
record CellWindow(VisitSignal stretch, int offset) {

    /** The windows of a stretch, each stored in no other. */
    static Stream<CellWindow> of(VisitSignal stretch, StoreSettings settings) {
        return IntStream.range(0, settings.windowsIn(stretch.rsrp().length()))
                .mapToObj(i -> new CellWindow(stretch, i * settings.windowStride()));
    }

    WindowPosition position() {
        return new WindowPosition(stretch.key().day(), stretch.key().window(offset));
    }

    WindowResponse toResponse(StoreSettings settings) {
        long startEpochMillis = stretch.startEpochMillis() + (long) offset * settings.sampleIntervalMillis();
        return new WindowResponse(
                stretch.key().window(offset).toString(),
                stretch.key().day().toString(),
                Instant.ofEpochMilli(startEpochMillis).toString(),
                IntStream.range(offset, offset + settings.windowLength())
                        .mapToObj(stretch.rsrp()::dbm)
                        .toList());
    }
}
