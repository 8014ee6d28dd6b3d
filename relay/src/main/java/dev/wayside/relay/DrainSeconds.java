package dev.wayside.relay;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A finite time to wait, 0 or above. */
final class DrainSeconds implements ITypeConverter<Double> {

    @Override
    public Double convert(String text) {
        double seconds;
        try {
            seconds = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw mistake(text);
        }
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            throw mistake(text);
        }
        return seconds;
    }

    private static TypeConversionException mistake(String text) {
        return new TypeConversionException("'" + text + "' is not a number of seconds, 0 or above");
    }
}
