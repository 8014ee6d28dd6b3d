package dev.wayside.datasets;

/** A piece of the track, from {@code startMetres} to {@code endMetres}. */
record Stretch(double startMetres, double endMetres) {
    boolean contains(double trackMetres) {
        return trackMetres >= startMetres && trackMetres < endMetres;
    }

    boolean overlaps(double otherStartMetres, double otherEndMetres) {
        return otherStartMetres < endMetres && otherEndMetres > startMetres;
    }
}
