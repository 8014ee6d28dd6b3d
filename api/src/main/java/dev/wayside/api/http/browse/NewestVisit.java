package dev.wayside.api.http.browse;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;

/** The visit of a carrier that ended last. */
record NewestVisit(CellKey cell, long startEpochMillis, long endEpochMillis) {

    static NewestVisit of(VisitSignal stretch, StoreSettings settings) {
        long start = stretch.startEpochMillis();
        return new NewestVisit(
                stretch.key().cell(), start, start + (long) stretch.rsrp().length() * settings.sampleIntervalMillis());
    }

    NewestVisit orLater(NewestVisit other) {
        return other.endEpochMillis > endEpochMillis ? other : this;
    }
}
