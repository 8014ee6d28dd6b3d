package dev.wayside.datasets.line.radio;

/** A piece of the track, from {@code startMetres} to {@code endMetres}. */
public record Stretch(double startMetres, double endMetres) {
    public boolean contains(double trackMetres) {
        return trackMetres >= startMetres && trackMetres < endMetres;
    }

    public boolean overlaps(double otherStartMetres, double otherEndMetres) {
        return otherStartMetres < endMetres && otherEndMetres > startMetres;
    }
}
