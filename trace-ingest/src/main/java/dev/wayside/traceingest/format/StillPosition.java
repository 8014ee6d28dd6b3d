package dev.wayside.traceingest.format;

/** Detection of a position receiver that repeats an old fix from before the trip. */
final class StillPosition {

    private double firstLatitude = Double.NaN;
    private double firstLongitude = Double.NaN;
    private boolean moved;

    /** True if this position, or an earlier one, differs from the first; false for NaN. */
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
