package dev.wayside.traceingest;

/** Tells a receiver that has a position from one that repeats the last it had, before the trip began. */
final class StillPosition {

    private double firstLatitude = Double.NaN;
    private double firstLongitude = Double.NaN;
    private boolean moved;

    /** Whether this position, or one before it, is another than the first; false for NaN. */
    boolean moved(double latitude, double longitude) {
        if (Double.isNaN(latitude) || Double.isNaN(longitude)) {
            return false;
        }
        if (Double.isNaN(firstLatitude)) {
            firstLatitude = latitude;
            firstLongitude = longitude;
        }
        moved |= latitude != firstLatitude || longitude != firstLongitude;
        return moved;
    }
}
