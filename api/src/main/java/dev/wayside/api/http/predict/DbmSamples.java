package dev.wayside.api.http.predict;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Samples as they are sent, not yet validated; unboxed, since a body may hold a million. */
public final class DbmSamples {

    private final double[] dbm;

    /** Takes the array over. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DbmSamples(double[] dbm) {
        this.dbm = dbm;
    }

    int length() {
        return dbm.length;
    }

    double at(int i) {
        return dbm[i];
    }

    public double[] toArray() {
        return dbm.clone();
    }
}
