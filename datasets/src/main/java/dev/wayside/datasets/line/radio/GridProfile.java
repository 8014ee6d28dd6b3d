package dev.wayside.datasets.line.radio;

/** A quantity along the track, kept at equal distances and interpolated linearly; constant beyond both ends. */
public final class GridProfile {
    /** Fine against every correlation distance of the model. */
    public static final double STEP_METRES = 5;

    private final double startMetres;
    private final float[] values;

    private GridProfile(double startMetres, float[] values) {
        this.startMetres = startMetres;
        this.values = values;
    }

    /** Values of {@code quantity} at each grid point from {@code startMetres} to {@code endMetres}. */
    public static GridProfile of(double startMetres, double endMetres, Quantity quantity) {
        float[] values = new float[1 + (int) Math.ceil((endMetres - startMetres) / STEP_METRES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) quantity.at(startMetres + i * STEP_METRES);
        }
        return new GridProfile(startMetres, values);
    }

    public double at(double trackMetres) {
        double steps = (trackMetres - startMetres) / STEP_METRES;
        if (steps <= 0) {
            return values[0];
        }
        int left = (int) steps;
        if (left >= values.length - 1) {
            return values[values.length - 1];
        }
        double part = steps - left;
        return values[left] * (1 - part) + values[left + 1] * part;
    }

    /** A quantity that is a function of the place. */
    @FunctionalInterface
    public interface Quantity {
        double at(double trackMetres);
    }
}
